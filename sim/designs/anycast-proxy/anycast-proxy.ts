/**
 * The global anycast TCP proxy: the life of a connection from the client's SYN to its end, through
 * parts that each have a file here.
 *
 * client network -> ingress PoP (`client-routes`) -> ECMP, Maglev machine and first-layer GFE (`maglev-tier`) at the
 * PoP that geo-IP picks -> second-layer GFE near the backends (`second-layer`) -> zone and member (policies, fleet).
 * Time passes as `round-trips` counts it.
 * Source: Google Cloud, "TCP proxy load balancing overview". Events: `anycastProxy.decide`, `.admit`, `.giveUp`.
 */
import type { AffinityMemory } from '../../fleet/affinity-memory.ts';
import { IS_SILENT, REFUSES } from '../../fleet/answer.ts';
import { FREE_ROW, UNANSWERED } from '../../fleet/connection-state.ts';
import { type ConnectionStore, NO_MEMBER } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { LoadReports } from '../../fleet/load-reports.ts';
import type { OutlierDetection } from '../../fleet/outlier-detection.ts';
import { NO_EVENT } from '../../fleet/pending-event.ts';
import { BREAKS, GARBLES } from '../../fleet/reachability.ts';
import type { SecondLayerGfes } from '../../fleet/second-layer-gfes.ts';
import type { SecondLayerSites } from '../../fleet/second-layer-sites.ts';
import { REFUSED as MEMBER_REFUSED } from '../../fleet/service-discipline.ts';
import { Fingerprint } from '../../kernel/fingerprint.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Duration } from '../../kernel/time.ts';
import { NO_BACKEND } from '../../metrics/backend-table.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import { NO_REGION } from '../../metrics/flow-table.ts';
import { BLOCKED, COMPLETED, DROPPED, REFUSED, REJECTED, RESET, TIMED_OUT, UNFINISHED } from '../../metrics/outcome.ts';
import type { TrailAsk } from '../../metrics/trail/trail-ask.ts';
import type { ArrivalBlock } from '../../traffic/arrival-block.ts';
import type { DesignContext, DesignRun } from '../design-run.ts';
import { type BalancerPath, type ByteCount, byteCountOf } from '../parts/byte-count.ts';
import { type Disconnection, NO_LATENCY } from '../parts/disconnection.ts';
import type { MemberDoors } from '../parts/member-doors.ts';
import type { Paths } from '../parts/paths.ts';
import { Visits } from '../parts/visits.ts';
import { sampleBackends } from '../sample-backends.ts';
import type { ClientRoutes } from './client-routes.ts';
import { countAffinity } from './count-affinity.ts';
import { TrailRecorder } from './explain/trail-recorder.ts';
import { isFailureToPick } from './failure-to-pick.ts';
import { FloodedSyns } from './flooded-syns.ts';
import type { FrontEndServers } from './front-end-servers.ts';
import type { IdleTimeout } from './idle-timeout.ts';
import type { MaglevTier } from './maglev-tier.ts';
import type { MemberWays } from './member-ways.ts';
import type { ProxyFaults } from './proxy-faults.ts';
import { assembleProxy, type ProxyParts } from './proxy-parts.ts';
import { oneWayUs, tlsRoundTrips, untilClientUs, untilRequestUs } from './round-trips.ts';
import type { SecondLayer } from './second-layer.ts';
import { NO_GFE } from './second-layer-machines.ts';
import type { SecurityPolicy } from './security-policy.ts';
import type { ServiceAddress } from './service-address.ts';

/** A proxy ends the client's connection: all bytes pass its front ends. */
const BOTH_WAYS: BalancerPath = { hasRequests: true, hasAnswers: true };

export class AnycastProxy implements DesignRun {
  readonly #context: DesignContext;
  readonly #parts: ProxyParts;
  /** Of the parts, those that every connection meets. */
  readonly #connections: ConnectionStore;
  readonly #fleet: Fleet;
  readonly #loadReports: LoadReports;
  readonly #sites: SecondLayerSites;
  readonly #gfes: SecondLayerGfes;
  readonly #ways: MemberWays;
  readonly #doors: MemberDoors;
  /** `null`: off. */
  readonly #outliers: OutlierDetection | null;
  readonly #address: ServiceAddress;
  /** `null` where connections are never silent. */
  readonly #idleTimeout: IdleTimeout | null;
  readonly #routes: ClientRoutes;
  /** `null` without one. */
  readonly #securityPolicy: SecurityPolicy | null;
  readonly #maglevTier: MaglevTier;
  /** `null` where first-layer GFEs cost nothing. */
  readonly #frontEndServers: FrontEndServers | null;
  readonly #secondLayer: SecondLayer;
  readonly #disconnection: Disconnection;
  readonly #affinity: AffinityMemory | null;
  readonly #visits: Visits;
  readonly #floodedSyns: FloodedSyns;
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  /** Connections that a second-layer GFE may have open. */
  readonly #maxConnections: number;
  readonly #tlsTrips: number;
  /** `null` where the scenario gives no sizes. */
  readonly #bytes: ByteCount | null;
  readonly #routing = new Fingerprint();
  readonly #decideHandler: HandlerId;
  readonly #admitHandler: HandlerId;
  readonly #giveUpHandler: HandlerId;
  /** Follows the connections that the run is asked to explain; `null` where it is asked nothing. */
  #trails: TrailRecorder | null = null;

  constructor(context: DesignContext) {
    const { design, kernel, collector, streams } = context;
    const { maxConnections } = design.service.circuitBreakers;
    this.#context = context;
    this.#kernel = kernel;
    this.#collector = collector;
    this.#bytes = byteCountOf(context, BOTH_WAYS);
    this.#maxConnections = maxConnections === 'none' ? Number.POSITIVE_INFINITY : maxConnections;
    this.#tlsTrips = tlsRoundTrips(design.service.tls);
    const parts = assembleProxy(context, {
      complete: (row) => this.#complete(row),
      end: (row, region, outcome, latencyUs) => this.#end(row, region, outcome, latencyUs),
      sendsOn: (row) => {
        if (this.#trails !== null) this.#trails.sentOn(row);
        this.#sendOn(row, 0);
      },
      throwsAway: (row) => {
        if (this.#trails !== null) this.#trails.thrownAway(row);
        this.#end(row, NO_REGION, RESET, NO_LATENCY);
      },
    });
    this.#parts = parts;
    this.#connections = parts.connections;
    this.#fleet = parts.fleet;
    this.#loadReports = parts.loadReports;
    this.#sites = parts.sites;
    this.#gfes = parts.gfes;
    this.#ways = parts.ways;
    this.#doors = parts.doors;
    this.#outliers = parts.outliers;
    this.#address = parts.address;
    this.#idleTimeout = parts.idleTimeout;
    this.#routes = parts.routes;
    this.#securityPolicy = parts.securityPolicy;
    this.#maglevTier = parts.maglevTier;
    this.#frontEndServers = parts.frontEndServers;
    this.#secondLayer = parts.secondLayer;
    this.#disconnection = parts.disconnection;
    this.#affinity = parts.affinity;
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
      abandoned: (row) => this.#frontEndServers?.left(row),
    });
    this.#floodedSyns = new FloodedSyns(
      kernel,
      streams,
      design,
      parts,
      (row) => this.#enter(row),
      (row) => this.#end(row, NO_REGION, TIMED_OUT, NO_LATENCY),
    );
    this.#decideHandler = kernel.register('anycastProxy.decide', this.#decide);
    this.#admitHandler = kernel.register('anycastProxy.admit', this.#admit);
    this.#giveUpHandler = kernel.register('anycastProxy.giveUp', this.#giveUp);
  }

  get faultTarget(): ProxyFaults {
    return this.#parts.faultTarget;
  }

  get paths(): Paths {
    return this.#routes.paths;
  }

  get routingFingerprint(): string {
    return this.#routing.hex();
  }

  arrive(block: ArrivalBlock, blockRow: number): void {
    const now = this.#kernel.now;
    const network = block.networkIndex[blockRow]!;
    const path = this.#routes.pathOf(network);
    this.#visits.offered(block, blockRow, path);
    const silenceUs = this.#idleTimeout === null ? 0 : this.#idleTimeout.draw();
    const isAddressed = this.#address.isUsedByAll || this.#address.isUsedBy(block.clientHash[blockRow]!, now);
    if (!this.#routes.isAnswered(path) || !isAddressed) {
      this.#visits.unanswered(block, blockRow, path);
      return;
    }
    const servingPop = this.#routes.paths.servingPop[path]!;
    const connections = this.#connections;
    const row = this.#visits.begin(block, blockRow, path);
    if (this.#idleTimeout !== null) this.#idleTimeout.apply(row, silenceUs);
    const isAnswered = this.#maglevTier.forward(row, servingPop, now);
    if (!connections.isRemembered(row)) this.#collector.count(COUNTER.unremembered, now);
    this.#routing.mix(path, connections.firstLayerGfe(row));
    if (!isAnswered) {
      if (this.#trails !== null) this.#trails.arrived(row, network, false);
      this.#end(row, NO_REGION, TIMED_OUT, NO_LATENCY);
      return;
    }
    if (this.#floodedSyns.isOn) this.#floodedSyns.meet(row);
    else this.#enter(row);
  }

  /** The SYN is at a first-layer GFE that takes it. Hot. */
  #enter(row: number): void {
    const connections = this.#connections;
    const network = connections.network(row);
    const servingPop = this.paths.servingPop[connections.path(row)]!;
    if (this.#securityPolicy?.turnsAway(connections.clientHash(row), this.#kernel.now) === true) {
      if (this.#trails !== null) this.#trails.turnedAway(row, network);
      this.#end(row, NO_REGION, BLOCKED, NO_LATENCY);
      return;
    }
    const gfe = this.#secondLayer.gfeFor(servingPop);
    connections.setSecondLayerGfe(row, gfe);
    if (this.#trails !== null) this.#trails.arrived(row, network, true);
    if (gfe === NO_GFE) {
      this.#end(row, NO_REGION, DROPPED, NO_LATENCY);
      return;
    }
    const edgeRttUs = this.#routes.edgeRttUs(network);
    connections.setRttSoFar(row, edgeRttUs);
    if (this.#frontEndServers === null) this.#sendOn(row, untilRequestUs(edgeRttUs, this.#tlsTrips));
    else {
      const number = connections.firstLayerGfe(row);
      this.#frontEndServers.take(row, servingPop * this.#maglevTier.frontEnds.count + number, edgeRttUs);
    }
  }

  /** The first-layer GFE sends the request to the second layer, after a while. Hot. */
  #sendOn(row: number, afterUs: number): void {
    const connections = this.#connections;
    const servingPop = this.paths.servingPop[connections.path(row)]!;
    const backboneRttUs = this.#backboneRttUs(servingPop, this.#gfes.siteOf(connections.secondLayerGfe(row)));
    connections.setRttSoFar(row, connections.rttSoFar(row) + backboneRttUs);
    const delay = (afterUs + oneWayUs(backboneRttUs)) as Duration;
    connections.setEvent(row, this.#kernel.scheduleAfter(delay, this.#decideHandler, row));
  }

  /** The request is at the second-layer GFE: it picks zone and member. Hot. */
  readonly #decide: Handler = (row) => {
    const connections = this.#connections;
    const gfe = connections.secondLayerGfe(row);
    const site = this.#gfes.siteOf(gfe);
    if (this.#gfes.openCountOf(gfe) >= this.#maxConnections) {
      this.#end(row, NO_REGION, BLOCKED, NO_LATENCY);
      return;
    }
    this.#loadReports.refresh(site);
    const member = this.#secondLayer.pickMember(row);
    if (this.#trails !== null) this.#trails.decided(row, member);
    this.#routing.mix(row, member);
    if (member === NO_MEMBER) {
      if (isFailureToPick(this.#gfes.views[gfe]!, this.#parts.configuration.pushed)) {
        this.#collector.count(COUNTER.failedToPick, this.#kernel.now);
      }
      this.#end(row, NO_REGION, DROPPED, NO_LATENCY);
      return;
    }
    if (this.#affinity !== null) {
      countAffinity(this.#collector, this.#kernel.now, this.#affinity.meet(connections.clientHash(row), member));
    }
    const backend = this.#fleet.backendOf[member]!;
    this.#fleet.assign(row, member);
    this.#gfes.count(gfe, 1);
    this.#loadReports.count(site, backend, 1);
    const ways = this.#ways;
    const beyondGfeRttUs = ways.zoneRttUs(gfe, backend) + ways.spillRttUs(gfe, backend);
    const returnUs = untilClientUs(beyondGfeRttUs, connections.rttSoFar(row));
    connections.setLatencyOffset(row, returnUs - connections.offeredAt(row));
    const delay = ways.untilMemberUs(gfe, backend) as Duration;
    connections.setEvent(row, this.#kernel.scheduleAfter(delay, this.#admitHandler, row));
  };

  /** The request is at the member. Hot. */
  readonly #admit: Handler = (row) => {
    const connections = this.#connections;
    const member = connections.member(row);
    connections.setEvent(row, NO_EVENT);
    const answer = this.#doors.answerTo(row);
    if (answer === IS_SILENT) {
      connections.setState(row, UNANSWERED);
      connections.setEvent(
        row,
        this.#kernel.scheduleAfter(this.#context.design.connectTimeout, this.#giveUpHandler, row),
      );
      return;
    }
    const now = this.#kernel.now;
    const region = this.#disconnection.regionOf(row);
    if (answer === GARBLES || this.#doors.isOverLimit(row, answer)) {
      this.#end(row, region, answer === GARBLES ? REJECTED : BLOCKED, NO_LATENCY);
      return;
    }
    if (answer === REFUSES || this.#fleet.admit(row) === MEMBER_REFUSED) {
      this.#collector.refused(now, member);
      if (this.#outliers !== null) this.#outliers.failed(connections.secondLayerGfe(row), member);
      this.#end(row, region, REFUSED, NO_LATENCY);
      return;
    }
    this.#doors.enter(row);
    this.#collector.established(
      now,
      connections.offeredAt(row),
      this.#visits.homeRegionOf(connections.path(row)),
      region,
      this.#fleet.backendOf[member]!,
      member,
      this.#fleet.memberLoad[member]!,
    );
    if (this.#bytes !== null) this.#bytes.established(now, member);
    if (this.#trails !== null) this.#trails.established(row);
    const isBroken = answer === BREAKS || this.#fleet.breaks(row, member);
    if (this.#outliers !== null) {
      const gfe = connections.secondLayerGfe(row);
      if (isBroken) this.#outliers.failed(gfe, member);
      else this.#outliers.succeeded(gfe, member);
    }
    if (isBroken) this.#disconnection.breakByServer(row);
  };

  /** The member has not answered in time. */
  readonly #giveUp: Handler = (row) => {
    if (this.#outliers !== null) {
      this.#outliers.failed(this.#connections.secondLayerGfe(row), this.#connections.member(row));
    }
    this.#connections.setEvent(row, NO_EVENT);
    this.#end(row, this.#disconnection.regionOf(row), TIMED_OUT, NO_LATENCY);
  };

  /** A connection comes to its own end. Hot. */
  #complete(row: number): void {
    const connections = this.#connections;
    const latencyUs = connections.firstByteAt(row) + connections.latencyOffset(row);
    if (connections.isCutIdle(row)) this.#disconnection.countClosedIdle(row);
    const outcome = connections.isCutIdle(row) ? RESET : COMPLETED;
    this.#end(row, this.#disconnection.regionOf(row), outcome, latencyUs);
  }

  /** Counts a connection's outcome and forgets it. Hot. */
  #end(row: number, region: number, outcome: number, latencyUs: number): void {
    const connections = this.#connections;
    const now = this.#kernel.now;
    const path = connections.path(row);
    const member = connections.member(row);
    if (this.#bytes !== null) this.#bytes.ended(now, member, outcome, latencyUs);
    const backend = member === NO_MEMBER ? NO_BACKEND : this.#fleet.backendOf[member]!;
    if (backend !== NO_BACKEND) {
      this.#fleet.release(member);
      this.#doors.leave(row);
      const gfe = connections.secondLayerGfe(row);
      this.#gfes.count(gfe, -1);
      this.#loadReports.count(this.#gfes.siteOf(gfe), backend, -1);
    }
    if (this.#frontEndServers !== null) this.#frontEndServers.over(row);
    this.#maglevTier.end(row, this.paths.servingPop[path]!, now);
    this.#visits.over(row, region, backend, outcome, latencyUs);
  }

  explain(asks: readonly TrailAsk[]): TrailRecorder {
    const { design, world, plan, kernel } = this.#context;
    this.#trails = new TrailRecorder(asks, { ...this.#parts, design, world, plan, kernel });
    this.#visits.follow(this.#trails);
    return this.#trails;
  }

  sample(interval: number): void {
    const { fleet, knowledge, configuration, loadReports } = this.#parts;
    sampleBackends(this.#collector, interval, fleet, knowledge, loadReports, configuration);
    this.#parts.tierCounts.sample();
  }

  finish(): void {
    const connections = this.#connections;
    this.#parts.members.finish();
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.state(row) === FREE_ROW) continue;
      this.#end(row, this.#disconnection.regionOf(row), UNFINISHED, this.#disconnection.latencySoFar(row));
    }
    this.#visits.finish();
  }

  #backboneRttUs(pop: number, site: number): number {
    return this.#sites.popRttUs[pop * this.#sites.regions.length + site]!;
  }
}
