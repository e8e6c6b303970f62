/**
 * A regional passthrough balancer: Maglev sends the client's packets straight to a member,
 * which answers the client itself.
 *
 * client network -> ingress PoP (`client-routes`) -> ECMP and Maglev machine (`maglev-tier`) -> member of the active
 * pool (`active-pool`), in the one region, whatever its load. No GFE, no second TCP connection: time passes as
 * `client-round-trips` counts it. Source: Google Cloud, "External passthrough Network Load Balancer overview". Events:
 * `networkPassthrough.knock`, `.admit`, `.giveUp`.
 */
import { IS_SILENT, REFUSES } from '../../fleet/answer.ts';
import { FREE_ROW, UNANSWERED } from '../../fleet/connection-state.ts';
import { type ConnectionStore, NO_MEMBER } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { LoadReports } from '../../fleet/load-reports.ts';
import { GARBLES } from '../../fleet/reachability.ts';
import { REFUSED as MEMBER_REFUSED } from '../../fleet/service-discipline.ts';
import { Fingerprint } from '../../kernel/fingerprint.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Duration } from '../../kernel/time.ts';
import { NO_BACKEND } from '../../metrics/backend-table.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import { NO_REGION } from '../../metrics/flow-table.ts';
import { BLOCKED, COMPLETED, DROPPED, REFUSED, REJECTED, TIMED_OUT, UNFINISHED } from '../../metrics/outcome.ts';
import type { TrailAsk } from '../../metrics/trail/trail-ask.ts';
import type { ArrivalBlock } from '../../traffic/arrival-block.ts';
import type { ClientRoutes } from '../anycast-proxy/client-routes.ts';
import type { EdgeFloods } from '../anycast-proxy/edge-floods.ts';
import type { MaglevTier } from '../anycast-proxy/maglev-tier.ts';
import type { ServiceAddress } from '../anycast-proxy/service-address.ts';
import type { DesignContext, DesignRun } from '../design-run.ts';
import { type BalancerPath, type ByteCount, byteCountOf } from '../parts/byte-count.ts';
import { untilClientUs, untilRequestUs, untilSynUs } from '../parts/direct-round-trips.ts';
import { NO_LATENCY } from '../parts/disconnection.ts';
import type { MemberDoors } from '../parts/member-doors.ts';
import type { Paths } from '../parts/paths.ts';
import { lossShare, SynRetransmission } from '../parts/syn-retransmission.ts';
import { Visits } from '../parts/visits.ts';
import { sampleBackends } from '../sample-backends.ts';
import type { ActivePool } from './active-pool.ts';
import { tlsTripsOf } from './client-round-trips.ts';
import type { PassthroughFaults } from './passthrough-faults.ts';
import { assemblePassthrough, type PassthroughParts } from './passthrough-parts.ts';
import { PassthroughTrails } from './passthrough-trails.ts';

const NO_EVENT = -1;

/** Members answer clients themselves (direct server return). */
const REQUESTS_ONLY: BalancerPath = { hasRequests: true, hasAnswers: false };

export class NetworkPassthrough implements DesignRun {
  readonly #context: DesignContext;
  readonly #parts: PassthroughParts;
  /** Of the parts, those that every connection meets. */
  readonly #connections: ConnectionStore;
  readonly #fleet: Fleet;
  readonly #loadReports: LoadReports;
  readonly #doors: MemberDoors;
  readonly #maglevTier: MaglevTier;
  readonly #routes: ClientRoutes;
  readonly #address: ServiceAddress;
  readonly #floods: EdgeFloods;
  readonly #pool: ActivePool;
  readonly #region: number;
  readonly #hashOf: (row: number) => number;
  /** [popCount] from a PoP to the region, us. */
  readonly #backboneRttsUs: Float64Array;
  readonly #visits: Visits;
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  /** [slotCount] round trips of TLS with a member. */
  readonly #tlsTrips: Uint8Array;
  /** `null` where the scenario gives no sizes. */
  readonly #bytes: ByteCount | null;
  readonly #syns: SynRetransmission;
  readonly #routing = new Fingerprint();
  readonly #knockHandler: HandlerId;
  readonly #admitHandler: HandlerId;
  readonly #giveUpHandler: HandlerId;
  /** Follows the connections that the run is asked to explain; `null` where it is asked nothing. */
  #trails: PassthroughTrails | null = null;

  constructor(context: DesignContext) {
    const { design, world, kernel, collector, plan, streams } = context;
    this.#context = context;
    this.#kernel = kernel;
    this.#collector = collector;
    this.#bytes = byteCountOf(context, REQUESTS_ONLY);
    const parts = assemblePassthrough(context, {
      complete: (row) => this.#complete(row),
      end: (row, region, outcome, latencyUs) => this.#end(row, region, outcome, latencyUs),
    });
    this.#parts = parts;
    this.#connections = parts.connections;
    this.#fleet = parts.fleet;
    this.#loadReports = parts.loadReports;
    this.#doors = parts.doors;
    this.#maglevTier = parts.maglevTier;
    this.#routes = parts.routes;
    this.#address = parts.address;
    this.#floods = parts.floods;
    this.#pool = parts.pool;
    this.#region = parts.region;
    this.#hashOf = parts.hashOf;
    this.#backboneRttsUs = Float64Array.from(
      world.pops,
      (_, pop) => world.popRegionRttUs[pop * world.regions.length + parts.region]!,
    );
    this.#visits = new Visits(
      context,
      parts.connections,
      parts.routes.paths,
      (network) => parts.routes.pathOf(network),
      (block, row) => this.arrive(block, row),
    );
    this.#visits.letLeave({
      ...parts,
      end: (row, region, outcome, latencyUs) => this.#end(row, region, outcome, latencyUs),
      abandoned: () => {},
    });
    this.#syns = new SynRetransmission(
      parts.connections,
      design.synRetransmission,
      design.connectTimeout,
      streams.stream('lost-syns'),
    );
    this.#tlsTrips = Uint8Array.from(parts.fleet.backendOf, (backend) => tlsTripsOf(plan.backends[backend]!.member));
    this.#knockHandler = kernel.register('networkPassthrough.knock', this.#knock);
    this.#admitHandler = kernel.register('networkPassthrough.admit', this.#admit);
    this.#giveUpHandler = kernel.register('networkPassthrough.giveUp', this.#giveUp);
  }

  get faultTarget(): PassthroughFaults {
    return this.#parts.faultTarget;
  }

  get paths(): Paths {
    return this.#routes.paths;
  }

  get routingFingerprint(): string {
    return this.#routing.hex();
  }

  arrive(block: ArrivalBlock, blockRow: number): void {
    const address = this.#address;
    const connections = this.#connections;
    const routes = this.#routes;
    const now = this.#kernel.now;
    const network = block.networkIndex[blockRow]!;
    const path = routes.pathOf(network);
    this.#visits.offered(block, blockRow, path);
    if (!routes.isAnswered(path) || !(address.isUsedByAll || address.isUsedBy(block.clientHash[blockRow]!, now))) {
      this.#visits.unanswered(block, blockRow, path);
      return;
    }
    const pop = routes.paths.servingPop[path]!;
    const row = this.#visits.begin(block, blockRow, path);
    this.#maglevTier.forward(row, pop, now);
    if (!connections.isRemembered(row)) this.#collector.count(COUNTER.unremembered, now);
    const member = this.#pool.memberFor(this.#hashOf(row));
    this.#routing.mix(path, member);
    if (this.#trails !== null) this.#trails.arrived(row, network, member);
    if (member === NO_MEMBER) {
      this.#end(row, NO_REGION, DROPPED, NO_LATENCY);
      return;
    }
    this.#fleet.assign(row, member);
    this.#loadReports.count(this.#region, this.#fleet.backendOf[member]!, 1);
    const rttUs = routes.edgeRttUs(network) + this.#backboneRttsUs[pop]!;
    connections.setRttSoFar(row, rttUs);
    connections.setEvent(row, this.#kernel.scheduleAfter(untilSynUs(rttUs) as Duration, this.#knockHandler, row));
  }

  /** The SYN is at the member. Hot. */
  readonly #knock: Handler = (row) => {
    if (this.#floods.isOn && this.#syns.isLost(row, this.#lossOnTheWay(row))) {
      const waitUs = this.#syns.waitUs(row) as Duration;
      const handler = this.#syns.givesUp ? this.#giveUpHandler : this.#knockHandler;
      this.#connections.setEvent(row, this.#kernel.scheduleAfter(waitUs, handler, row));
      return;
    }
    const connections = this.#connections;
    const member = connections.member(row);
    if (!this.#isLetIn(row, member)) return;
    const untilUs = untilRequestUs(connections.rttSoFar(row), this.#tlsTrips[member]!);
    connections.setEvent(row, this.#kernel.scheduleAfter(untilUs as Duration, this.#admitHandler, row));
  };

  /** The request is at the member. Hot. */
  readonly #admit: Handler = (row) => {
    const connections = this.#connections;
    const member = connections.member(row);
    if (!this.#isLetIn(row, member)) return;
    const fleet = this.#fleet;
    const offeredAt = connections.offeredAt(row);
    connections.setLatencyOffset(row, untilClientUs(connections.rttSoFar(row)) - offeredAt);
    connections.setEvent(row, NO_EVENT);
    if (fleet.admit(row) === MEMBER_REFUSED) {
      this.#refuse(row);
      return;
    }
    this.#doors.enter(row);
    const { now } = this.#kernel;
    this.#collector.established(
      now,
      offeredAt,
      this.#visits.homeRegionOf(connections.path(row)),
      this.#region,
      fleet.backendOf[member]!,
      member,
      fleet.memberLoad[member]!,
    );
    if (this.#bytes !== null) this.#bytes.established(now, member);
    if (this.#trails !== null) this.#trails.established(row);
    if (fleet.breaks(row, member)) this.#parts.disconnection.breakByServer(row);
  };

  /**
   * Whether the member answers and takes the connection so far; where not, the connection ends, now or
   * when the client gives up. Hot.
   */
  #isLetIn(row: number, member: number): boolean {
    const connections = this.#connections;
    const doors = this.#doors;
    const answer = doors.answerToClient(row, member);
    if (answer === IS_SILENT) {
      connections.setState(row, UNANSWERED);
      const { connectTimeout } = this.#context.design;
      connections.setEvent(row, this.#kernel.scheduleAfter(connectTimeout, this.#giveUpHandler, row));
      return false;
    }
    if (answer === GARBLES || doors.isOverLimit(row, answer)) {
      this.#end(row, this.#region, answer === GARBLES ? REJECTED : BLOCKED, NO_LATENCY);
      return false;
    }
    if (answer === REFUSES) this.#refuse(row);
    return answer !== REFUSES;
  }

  /** Of a flood, which is spread over the PoP's machines and what passes them over the members of the pool. */
  #lossOnTheWay(row: number): number {
    const { packetRate } = this.#context.design;
    const atPop = this.#floods.lossAt(this.paths.servingPop[this.#connections.path(row)]!);
    const atMember = lossShare(this.#floods.passingPerSecond / this.#pool.members.length, packetRate.server);
    return 1 - (1 - atPop) * (1 - atMember);
  }

  #refuse(row: number): void {
    this.#collector.refused(this.#kernel.now, this.#connections.member(row));
    this.#end(row, this.#region, REFUSED, NO_LATENCY);
  }

  /** The member has not answered in time. */
  readonly #giveUp: Handler = (row) => {
    this.#connections.setEvent(row, NO_EVENT);
    this.#end(row, this.#region, TIMED_OUT, NO_LATENCY);
  };

  /** A connection comes to its own end. Hot. */
  #complete(row: number): void {
    const connections = this.#connections;
    this.#end(row, this.#region, COMPLETED, connections.firstByteAt(row) + connections.latencyOffset(row));
  }

  /** Counts a connection's outcome and forgets it. Hot. */
  #end(row: number, region: number, outcome: number, latencyUs: number): void {
    const connections = this.#connections;
    const fleet = this.#fleet;
    const now = this.#kernel.now;
    const path = connections.path(row);
    const member = connections.member(row);
    if (this.#bytes !== null) this.#bytes.ended(now, member, outcome, latencyUs);
    const backend = member === NO_MEMBER ? NO_BACKEND : fleet.backendOf[member]!;
    if (backend !== NO_BACKEND) {
      fleet.release(member);
      this.#doors.leave(row);
      this.#loadReports.count(this.#region, backend, -1);
    }
    this.#maglevTier.end(row, this.#routes.paths.servingPop[path]!, now);
    this.#visits.over(row, region, backend, outcome, latencyUs);
  }

  explain(asks: readonly TrailAsk[]): PassthroughTrails {
    const { design, world, kernel } = this.#context;
    this.#trails = new PassthroughTrails(asks, { ...this.#parts, design, world, kernel });
    this.#visits.follow(this.#trails);
    return this.#trails;
  }

  sample(interval: number): void {
    const { fleet, knowledge, loadReports, configuration, tierCounts } = this.#parts;
    sampleBackends(this.#collector, interval, fleet, knowledge, loadReports, configuration);
    tierCounts.sample();
  }

  finish(): void {
    const { connections, disconnection } = this.#parts;
    this.#parts.members.finish();
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.state(row) === FREE_ROW) continue;
      this.#end(row, disconnection.regionOf(row), UNFINISHED, disconnection.latencySoFar(row));
    }
    this.#visits.finish();
  }
}
