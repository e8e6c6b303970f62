/**
 * Connections that clients make straight to a server: SYN, handshake, request, answer, end; nobody stands in between.
 *
 * A design says which server (`connect`) and is told when a try is over; what it remembers of clients is its own
 * affair. Time passes as `direct-round-trips` counts it. Events: `<design>.knock`, `.admit`, `.giveUp`, subject = row.
 */
import { ANSWERS, IS_SILENT, REFUSES } from '../../fleet/answer.ts';
import { FREE_ROW, SETTING_UP, UNANSWERED } from '../../fleet/connection-state.ts';
import { type ConnectionStore, NO_MEMBER } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { LoadReports } from '../../fleet/load-reports.ts';
import { GARBLES } from '../../fleet/reachability.ts';
import { REFUSED as MEMBER_REFUSED } from '../../fleet/service-discipline.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Duration } from '../../kernel/time.ts';
import { NO_BACKEND } from '../../metrics/backend-table.ts';
import type { Collector } from '../../metrics/collector.ts';
import { BLOCKED, COMPLETED, REFUSED, REJECTED, TIMED_OUT, UNFINISHED } from '../../metrics/outcome.ts';
import { tlsRoundTrips } from '../anycast-proxy/round-trips.ts';
import type { DesignContext } from '../design-run.ts';
import { type BalancerPath, type ByteCount, byteCountOf } from './byte-count.ts';
import { untilClientUs, untilRequestUs, untilSynUs } from './direct-round-trips.ts';
import { type Disconnection, NO_LATENCY } from './disconnection.ts';
import type { MemberDoors } from './member-doors.ts';
import type { ServerFloods } from './server-floods.ts';
import type { SynRetransmission } from './syn-retransmission.ts';
import type { Visits } from './visits.ts';

const NO_EVENT = -1;

/** Follows connections that a run is asked to explain. */
interface Follower {
  connecting(row: number, server: number, delayUs: number): void;
  established(row: number): void;
}

/** What balancers of these designs see is counted where they see it: no request and no answer passes them. */
const PAST_BALANCERS: BalancerPath = { hasRequests: false, hasAnswers: false };

export interface DirectParts {
  readonly connections: ConnectionStore;
  readonly fleet: Fleet;
  readonly loadReports: LoadReports;
  readonly doors: MemberDoors;
  readonly disconnection: Disconnection;
  /** Of servers, by member. */
  readonly floods: ServerFloods;
  readonly syns: SynRetransmission;
  /** From client networks to regions [networkCount][regionCount] us. */
  readonly rttsUs: Float64Array;
}

/** Told of a try that ends, before its row is freed; `server` is NO_MEMBER where it had none. */
type EndedListener = (row: number, server: number, outcome: number) => void;

/** Other addresses that a client knows of, for one that does not take the connection. */
export interface OtherServers {
  /** The server that the client goes on to with this try; NO_MEMBER: none. */
  next(row: number): number;
  /** How long it waits for an answer to its SYN before that, us. */
  patienceUs(row: number): number;
}

/** Servers that send clients elsewhere instead of serving them. */
export interface Sending {
  isSentOn(row: number, server: number): boolean;
  /** Told of a connection that no server has now, and how long its client takes to know, us. */
  sentOn(row: number, server: number, delayUs: number): void;
}

export class DirectConnections {
  readonly #connectTimeout: Duration;
  readonly #connections: ConnectionStore;
  readonly #fleet: Fleet;
  /** `null` where nobody goes by the load of backends. */
  readonly #loadReports: LoadReports | null;
  readonly #doors: MemberDoors;
  readonly #disconnection: Disconnection;
  readonly #floods: ServerFloods;
  readonly #syns: SynRetransmission;
  readonly #rttsUs: Float64Array;
  readonly #regionCount: number;
  readonly #visits: Visits;
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  readonly #ended: EndedListener | null;
  /** `null` where a client knows one server. */
  readonly #others: OtherServers | null;
  /** `null` where servers serve all who come. */
  readonly #sending: Sending | null;
  /** `null` where the scenario gives no sizes. */
  readonly #bytes: ByteCount | null;
  /** Round trips of TLS. */
  readonly tlsTrips: number;
  /** `null` unless the run is asked to explain something. */
  trails: Follower | null = null;
  readonly #knockHandler: HandlerId;
  readonly #admitHandler: HandlerId;
  readonly #giveUpHandler: HandlerId;

  constructor(
    context: DesignContext,
    parts: DirectParts,
    visits: Visits,
    ended: EndedListener | null = null,
    others: OtherServers | null = null,
    sending: Sending | null = null,
  ) {
    const { design, world, kernel, collector } = context;
    this.#connectTimeout = design.connectTimeout;
    this.#connections = parts.connections;
    this.#fleet = parts.fleet;
    this.#loadReports = parts.loadReports.areKept ? parts.loadReports : null;
    this.#doors = parts.doors;
    this.#disconnection = parts.disconnection;
    this.#floods = parts.floods;
    this.#syns = parts.syns;
    this.#rttsUs = parts.rttsUs;
    this.#regionCount = world.regions.length;
    this.#visits = visits;
    this.#kernel = kernel;
    this.#collector = collector;
    this.#ended = ended;
    this.#others = others;
    this.#sending = sending;
    this.#bytes = byteCountOf(context, PAST_BALANCERS);
    this.tlsTrips = tlsRoundTrips(design.service.tls);
    visits.letLeave({
      ...parts,
      end: (row, region, outcome, latencyUs) => this.end(row, region, outcome, latencyUs),
      abandoned: (row, outcome) => this.#ended?.(row, parts.connections.member(row), outcome),
    });
    this.#knockHandler = kernel.register(`${design.kind}.knock`, this.#knock);
    this.#admitHandler = kernel.register(`${design.kind}.admit`, this.#admit);
    this.#giveUpHandler = kernel.register(`${design.kind}.giveUp`, this.#giveUp);
  }

  regionOf(server: number): number {
    return this.#fleet.regionOf[server]!;
  }

  /** The client, of a network, connects to a server, after a while. Hot. */
  connect(row: number, network: number, server: number, delayUs: number): void {
    const fleet = this.#fleet;
    fleet.assign(row, server);
    if (this.trails !== null) this.trails.connecting(row, server, delayUs);
    const region = fleet.regionOf[server]!;
    if (this.#loadReports !== null) this.#loadReports.count(region, fleet.backendOf[server]!, 1);
    const rttUs = this.#rttsUs[network * this.#regionCount + region]!;
    this.#connections.setRttSoFar(row, rttUs);
    this.#after(delayUs + untilSynUs(rttUs), this.#knockHandler, row);
  }

  /** The SYN is at the server. Hot. */
  readonly #knock: Handler = (row) => {
    const connections = this.#connections;
    const floods = this.#floods;
    const syns = this.#syns;
    if (floods.isOn && syns.isLost(row, floods.loss[connections.member(row)]!)) {
      const waitUs = syns.waitUs(row);
      this.#after(waitUs, syns.givesUp ? this.#giveUpHandler : this.#knockHandler, row);
      return;
    }
    const rttUs = connections.rttSoFar(row);
    if (!this.#isLetIn(row, connections.member(row), rttUs)) return;
    this.#after(untilRequestUs(rttUs, this.tlsTrips), this.#admitHandler, row);
  };

  /** The request is at the server. Hot. */
  readonly #admit: Handler = (row) => {
    const connections = this.#connections;
    const server = connections.member(row);
    const rttUs = connections.rttSoFar(row);
    if (!this.#isLetIn(row, server, rttUs)) return;
    const fleet = this.#fleet;
    const untilClient = untilClientUs(rttUs);
    if (this.#sending?.isSentOn(row, server) === true) {
      this.#release(row, server, fleet.backendOf[server]!);
      connections.setMember(row, NO_MEMBER);
      this.#sending.sentOn(row, server, untilClient);
      return;
    }
    const offeredAt = connections.offeredAt(row);
    connections.setLatencyOffset(row, untilClient - offeredAt);
    connections.setEvent(row, NO_EVENT);
    if (fleet.admit(row) === MEMBER_REFUSED) {
      this.#refuse(row, server, untilClient);
      return;
    }
    this.#doors.enter(row);
    const { now } = this.#kernel;
    this.#collector.established(
      now,
      offeredAt,
      this.#visits.homeRegionOf(connections.path(row)),
      this.regionOf(server),
      fleet.backendOf[server]!,
      server,
      fleet.memberLoad[server]!,
    );
    if (this.#bytes !== null) this.#bytes.established(now, server);
    if (this.trails !== null) this.trails.established(row);
    if (fleet.breaks(row, server)) this.#disconnection.breakByServer(row);
  };

  /**
   * Whether the server answers and takes the connection so far; where not, the try ends, now or
   * when the client gives up. Hot.
   */
  #isLetIn(row: number, server: number, rttUs: number): boolean {
    const doors = this.#doors;
    const answer = doors.answerToClient(row, server);
    return (answer === ANSWERS && !doors.isOverLimit(row, answer)) || this.#isLetInAfterAll(row, server, answer, rttUs);
  }

  /** The same, of a server that does not just take it. */
  #isLetInAfterAll(row: number, server: number, answer: number, rttUs: number): boolean {
    if (answer === IS_SILENT) {
      this.#connections.setState(row, UNANSWERED);
      this.#after(
        this.#others === null ? this.#connectTimeout : this.#others.patienceUs(row),
        this.#giveUpHandler,
        row,
      );
      return false;
    }
    if (answer === GARBLES || this.#doors.isOverLimit(row, answer)) {
      this.#end(row, server, this.regionOf(server), answer === GARBLES ? REJECTED : BLOCKED, NO_LATENCY);
      return false;
    }
    if (answer === REFUSES) this.#refuse(row, server, untilClientUs(rttUs));
    return answer !== REFUSES;
  }

  #refuse(row: number, server: number, untilClient: number): void {
    this.#collector.refused(this.#kernel.now, server);
    if (this.#goOn(row, server, untilClient)) return;
    this.#end(row, server, this.regionOf(server), REFUSED, NO_LATENCY);
  }

  /** The server has not answered in time. */
  readonly #giveUp: Handler = (row) => {
    const connections = this.#connections;
    connections.setEvent(row, NO_EVENT);
    const server = connections.member(row);
    if (this.#goOn(row, server, 0)) return;
    this.#end(row, server, this.regionOf(server), TIMED_OUT, NO_LATENCY);
  };

  /** The client goes on to another server that it knows, after a while; returns whether there is one. */
  #goOn(row: number, server: number, afterUs: number): boolean {
    const next = this.#others === null ? NO_MEMBER : this.#others.next(row);
    if (next === NO_MEMBER) return false;
    const connections = this.#connections;
    connections.setState(row, SETTING_UP);
    this.#release(row, server, this.#fleet.backendOf[server]!);
    this.connect(row, connections.network(row), next, afterUs);
    return true;
  }

  /** A connection comes to its own end. Hot. */
  complete(row: number): void {
    const connections = this.#connections;
    const latencyUs = connections.firstByteAt(row) + connections.latencyOffset(row);
    const server = connections.member(row);
    this.#end(row, server, this.regionOf(server), COMPLETED, latencyUs);
  }

  /** A try is over: what it held is released. Hot. */
  end(row: number, region: number, outcome: number, latencyUs: number): void {
    this.#end(row, this.#connections.member(row), region, outcome, latencyUs);
  }

  #end(row: number, server: number, region: number, outcome: number, latencyUs: number): void {
    let backend: number = NO_BACKEND;
    if (server !== NO_MEMBER) {
      backend = this.#fleet.backendOf[server]!;
      this.#release(row, server, backend);
    }
    if (this.#ended !== null && !this.#connections.isAbandoned(row)) this.#ended(row, server, outcome);
    if (this.#bytes !== null) this.#bytes.ended(this.#kernel.now, server, outcome, latencyUs);
    this.#visits.over(row, region, backend, outcome, latencyUs);
  }

  /** The run ends: what is in flight is unfinished. */
  finish(): void {
    const connections = this.#connections;
    const disconnection = this.#disconnection;
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.state(row) === FREE_ROW) continue;
      this.end(row, disconnection.regionOf(row), UNFINISHED, disconnection.latencySoFar(row));
    }
    this.#visits.finish();
  }

  #release(row: number, server: number, backend: number): void {
    const fleet = this.#fleet;
    fleet.release(server);
    this.#doors.leave(row);
    if (this.#loadReports !== null) this.#loadReports.count(fleet.regionOf[server]!, backend, -1);
  }

  #after(us: number, handler: HandlerId, row: number): void {
    this.#connections.setEvent(row, this.#kernel.scheduleAfter(us as Duration, handler, row));
  }
}
