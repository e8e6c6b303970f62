/**
 * The forum design: the life of a connection from a client that knows its server, or asks a balancer for one, to its end at that server.
 *
 * A client without a server asks the balancer behind an address that it looked up (`discovery`); the balancer names a server (`server-choice`), the
 * client remembers it (`client-memory`) and connects to it directly, then and from then on; when the server fails it forgets it, and asks again
 * at its next try. Balancers know of servers by their heartbeats. No answer of a server passes a balancer. Time passes as `direct-round-trips`
 * counts it, with the balancer and then with the server. Source: docs/model/redirect.md. Events: `redirect.reach`, `.ask`, `.answer`, `.next`, `.knock`, `.admit`, `.giveUp`.
 */
import { ANSWERS, IS_SILENT, REFUSES } from '../../fleet/answer.ts';
import { FREE_ROW, NO_MEMBER, UNANSWERED } from '../../fleet/connection-store.ts';
import { GARBLES } from '../../fleet/reachability.ts';
import { REFUSED as MEMBER_REFUSED } from '../../fleet/service-discipline.ts';
import { assert } from '../../kernel/assert.ts';
import { Fingerprint } from '../../kernel/fingerprint.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { Duration } from '../../kernel/time.ts';
import { NO_BACKEND } from '../../metrics/backend-table.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import { NO_REGION } from '../../metrics/flow-table.ts';
import {
  BLOCKED,
  COMPLETED,
  DROPPED,
  OUTCOMES,
  REFUSED,
  REJECTED,
  TIMED_OUT,
  UNFINISHED,
} from '../../metrics/outcome.ts';
import type { TrailAsk, TrailList } from '../../metrics/trail/trail-ask.ts';
import type { ResolvedRedirect } from '../../scenario/resolved-redirect.ts';
import type { ArrivalBlock } from '../../traffic/arrival-block.ts';
import { clientHash } from '../../traffic/metro-clients.ts';
import { tlsRoundTrips } from '../anycast-proxy/round-trips.ts';
import type { DesignContext, DesignRun } from '../design-run.ts';
import { type BalancerPath, type ByteCount, byteCountOf } from '../parts/byte-count.ts';
import { untilClientUs, untilRequestUs, untilSynUs } from '../parts/direct-round-trips.ts';
import { NO_LATENCY } from '../parts/disconnection.ts';
import type { Paths } from '../parts/paths.ts';
import { Visits } from '../parts/visits.ts';
import { sampleBackends } from '../sample-backends.ts';
import { TrailBook } from '../trail-book.ts';
import { TURNED_AWAY } from './balancers.ts';
import { NO_SERVER } from './client-memory.ts';
import { NO_BALANCER } from './discovery.ts';
import type { RedirectFaults } from './redirect-faults.ts';
import { assembleRedirect, type RedirectParts } from './redirect-parts.ts';

/** What balancers see are asks, which are counted by themselves. */
const PAST_BALANCERS: BalancerPath = { hasRequests: false, hasAnswers: false };
/** Assumption: an ask over HTTP with its headers, and an answer with a URI and a cookie; sizes of the application, as all bytes here. */
const ASK_BYTES = 500;
const ANSWER_BYTES = 500;
const NO_EVENT = -1;

export class Redirect implements DesignRun {
  readonly #context: DesignContext;
  readonly #redirect: ResolvedRedirect;
  readonly #parts: RedirectParts;
  readonly #bytes: ByteCount | null;
  readonly #visits: Visits;
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  readonly #tlsTrips: number;
  /** [OUTCOME_COUNT] 1 for outcomes that a client takes for a failure of its server. */
  readonly #isFailure: Uint8Array;
  readonly #leases: RandomStream;
  readonly #routing = new Fingerprint();
  readonly #reachHandler: HandlerId;
  readonly #askHandler: HandlerId;
  readonly #answerHandler: HandlerId;
  readonly #nextHandler: HandlerId;
  readonly #knockHandler: HandlerId;
  readonly #admitHandler: HandlerId;
  readonly #giveUpHandler: HandlerId;

  constructor(context: DesignContext) {
    const { design, kernel, collector, streams } = context;
    const { redirect } = design;
    assert(redirect !== null, `design ${design.id} has no balancers`);
    this.#context = context;
    this.#redirect = redirect;
    this.#kernel = kernel;
    this.#collector = collector;
    this.#parts = assembleRedirect(context, redirect, {
      complete: (row) => this.#complete(row),
      end: (row, region, outcome, latencyUs) => this.#end(row, region, outcome, latencyUs),
    });
    const { connections, routes } = this.#parts;
    this.#bytes = byteCountOf(context, PAST_BALANCERS);
    this.#visits = new Visits(
      context,
      connections,
      routes.paths,
      (network) => routes.pathOf(network),
      (block, row) => this.arrive(block, row),
    );
    this.#tlsTrips = tlsRoundTrips(design.service.tls);
    this.#isFailure = Uint8Array.from(OUTCOMES, (outcome) => (redirect.failures.includes(outcome) ? 1 : 0));
    this.#leases = streams.stream('leases');
    this.#reachHandler = kernel.register('redirect.reach', this.#reach);
    this.#askHandler = kernel.register('redirect.ask', this.#ask);
    this.#answerHandler = kernel.register('redirect.answer', this.#answer);
    this.#nextHandler = kernel.register('redirect.next', this.#next);
    this.#knockHandler = kernel.register('redirect.knock', this.#knock);
    this.#admitHandler = kernel.register('redirect.admit', this.#admit);
    this.#giveUpHandler = kernel.register('redirect.giveUp', this.#giveUp);
    if (redirect.clientsAtStart === 'assigned') this.#assignEverybody();
  }

  get faultTarget(): RedirectFaults {
    return this.#parts.faultTarget;
  }

  get paths(): Paths {
    return this.#parts.routes.paths;
  }

  get routingFingerprint(): string {
    return this.#routing.hex();
  }

  arrive(block: ArrivalBlock, blockRow: number): void {
    const { routes, memory } = this.#parts;
    const client = block.client[blockRow]!;
    const path = routes.pathOf(block.networkIndex[blockRow]!);
    this.#visits.offered(block, blockRow, path);
    if (block.isNewcomer[blockRow] === 1) {
      memory.forget(client);
      this.#collector.count(COUNTER.newcomers, this.#kernel.now);
    }
    const row = this.#visits.begin(block, blockRow, path);
    const server = memory.serverOf(client, this.#kernel.now);
    this.#routing.mix(client, server);
    if (server !== NO_SERVER) this.#connect(row, server, 0);
    else this.#lookForBalancer(row);
  }

  /** The client asks for a server. */
  #lookForBalancer(row: number): void {
    this.#parts.asks.begin(row);
    this.#tryBalancer(row, this.#redirect.lookup);
  }

  /** The client tries the next address that it knows of a balancer. */
  #tryBalancer(row: number, delayUs: number): void {
    const { connections, asks, discovery } = this.#parts;
    const balancer = discovery.balancerFor(asks.tryNumber[row]!, connections.choice[row]!);
    if (balancer === NO_BALANCER) {
      this.#end(row, NO_REGION, TIMED_OUT, NO_LATENCY);
      return;
    }
    asks.balancer[row] = balancer;
    this.#after(delayUs + untilSynUs(this.#balancerRttUs(row)), this.#reachHandler, row);
  }

  /** The client's SYN is at the balancer. */
  readonly #reach: Handler = (row) => {
    const { balancers, asks } = this.#parts;
    const rttUs = this.#balancerRttUs(row);
    const answer = balancers.answerOf(asks.balancer[row]!);
    if (answer === ANSWERS) this.#after(untilRequestUs(rttUs, this.#tlsTrips), this.#askHandler, row);
    else this.#tryNext(row, answer === IS_SILENT ? this.#context.design.connectTimeout : untilClientUs(rttUs));
  };

  /** The client's request is at the balancer. */
  readonly #ask: Handler = (row) => {
    const { balancers, asks } = this.#parts;
    const balancer = asks.balancer[row]!;
    const now = this.#kernel.now;
    if (balancers.answerOf(balancer) !== ANSWERS) {
      this.#tryNext(row, this.#context.design.connectTimeout);
      return;
    }
    this.#collector.count(COUNTER.asks, now);
    if (this.#bytes !== null) {
      this.#collector.count(COUNTER.balancerBytesIn, now, ASK_BYTES);
      this.#collector.count(COUNTER.balancerBytesOut, now, ANSWER_BYTES);
    }
    const answeredAt = balancers.serve(balancer, now);
    if (answeredAt === TURNED_AWAY) {
      this.#collector.count(COUNTER.balancerRefusals, now);
      this.#tryNext(row, untilClientUs(this.#balancerRttUs(row)));
    } else this.#after(answeredAt - now, this.#answerHandler, row);
  };

  /** The balancer names a server. */
  readonly #answer: Handler = (row) => {
    const { connections, balancers, asks, choice } = this.#parts;
    const balancer = asks.balancer[row]!;
    if (balancers.answerOf(balancer) !== ANSWERS) {
      this.#tryNext(row, this.#context.design.connectTimeout);
      return;
    }
    const network = connections.network[row]!;
    const server = choice.pick(balancer, network, connections.clientHash[row]!, connections.choice[row]!);
    this.#routing.mix(balancer, server);
    if (server === NO_SERVER) {
      this.#collector.count(COUNTER.balancerRefusals, this.#kernel.now);
      this.#end(row, NO_REGION, DROPPED, NO_LATENCY);
      return;
    }
    this.#countAssignment(connections.client[row]!, server);
    this.#remember(connections.client[row]!, server);
    this.#connect(row, server, untilClientUs(this.#balancerRttUs(row)) + this.#redirect.lookup);
  };

  #tryNext(row: number, afterUs: number): void {
    this.#parts.asks.tryNumber[row]!++;
    this.#after(afterUs, this.#nextHandler, row);
  }

  readonly #next: Handler = (row) => this.#tryBalancer(row, 0);

  /** The client connects to its server, after a while. Hot. */
  #connect(row: number, server: number, delayUs: number): void {
    const { connections, fleet, loadReports } = this.#parts;
    connections.secondLayerGfe[row] = 0;
    fleet.assign(row, server);
    loadReports.count(this.#regionOf(server), fleet.backendOf[server]!, 1);
    const rttUs = this.#serverRttUs(row, server);
    // The round trip, until the answer is on its way back.
    connections.latencyOffset[row] = rttUs;
    this.#after(delayUs + untilSynUs(rttUs), this.#knockHandler, row);
  }

  /** The SYN is at the server. Hot. */
  readonly #knock: Handler = (row) => {
    if (!this.#isLetIn(row)) return;
    const { connections } = this.#parts;
    this.#after(untilRequestUs(connections.latencyOffset[row]!, this.#tlsTrips), this.#admitHandler, row);
  };

  /** The request is at the server. Hot. */
  readonly #admit: Handler = (row) => {
    if (!this.#isLetIn(row)) return;
    const { connections, fleet, doors, disconnection } = this.#parts;
    const now = this.#kernel.now;
    const server = connections.member[row]!;
    connections.latencyOffset[row] = untilClientUs(connections.latencyOffset[row]!) - connections.offeredAt[row]!;
    if (fleet.admit(row) === MEMBER_REFUSED) {
      this.#refuse(row);
      return;
    }
    doors.enter(row);
    this.#collector.established(
      now,
      connections.offeredAt[row]!,
      this.#visits.homeRegionOf(connections.path[row]!),
      this.#regionOf(server),
      fleet.backendOf[server]!,
      server,
      fleet.memberLoad[server]!,
    );
    if (this.#bytes !== null) this.#bytes.established(now);
    if (fleet.breaks(row, server)) disconnection.breakByServer(row);
  };

  /** Whether the server answers and takes the connection so far; where not, the try ends, now or when the client gives up. Hot. */
  #isLetIn(row: number): boolean {
    const { connections, doors } = this.#parts;
    connections.event[row] = NO_EVENT;
    const answer = doors.answerTo(row);
    if (answer === IS_SILENT) {
      connections.state[row] = UNANSWERED;
      this.#after(this.#context.design.connectTimeout, this.#giveUpHandler, row);
      return false;
    }
    if (answer === GARBLES || doors.isOverLimit(row, answer)) {
      this.#end(row, this.#regionOf(connections.member[row]!), answer === GARBLES ? REJECTED : BLOCKED, NO_LATENCY);
      return false;
    }
    if (answer === REFUSES) this.#refuse(row);
    return answer !== REFUSES;
  }

  #refuse(row: number): void {
    const server = this.#parts.connections.member[row]!;
    this.#collector.refused(this.#kernel.now, server);
    this.#end(row, this.#regionOf(server), REFUSED, NO_LATENCY);
  }

  /** The server has not answered in time. */
  readonly #giveUp: Handler = (row) => {
    const { connections } = this.#parts;
    connections.event[row] = NO_EVENT;
    this.#end(row, this.#regionOf(connections.member[row]!), TIMED_OUT, NO_LATENCY);
  };

  /** A connection comes to its own end. Hot. */
  #complete(row: number): void {
    const { connections } = this.#parts;
    const latencyUs = connections.firstByteAt[row]! + connections.latencyOffset[row]!;
    this.#end(row, this.#regionOf(connections.member[row]!), COMPLETED, latencyUs);
  }

  /** A try is over: what it held is released, and a client whose server failed forgets it. Hot. */
  #end(row: number, region: number, outcome: number, latencyUs: number): void {
    const { connections, fleet, doors, loadReports, memory } = this.#parts;
    const server = connections.member[row]!;
    let backend = NO_BACKEND;
    if (server !== NO_MEMBER) {
      backend = fleet.backendOf[server]!;
      fleet.release(server);
      doors.leave(row);
      loadReports.count(this.#regionOf(server), backend, -1);
      if (this.#isFailure[outcome] === 1 && memory.serverOf(connections.client[row]!, this.#kernel.now) === server) {
        memory.leave(connections.client[row]!);
      }
    }
    if (this.#bytes !== null) this.#bytes.ended(this.#kernel.now, outcome, latencyUs);
    this.#visits.over(row, region, backend, outcome, latencyUs);
  }

  #countAssignment(client: number, server: number): void {
    const { memory, fleet } = this.#parts;
    const now = this.#kernel.now;
    this.#collector.count(COUNTER.assignments, now);
    if (fleet.answerOf(server) !== ANSWERS) this.#collector.count(COUNTER.deadAssignments, now);
    const last = memory.lastServerOf(client);
    if (last !== NO_SERVER && last !== server) this.#collector.count(COUNTER.reassigned, now);
  }

  #remember(client: number, server: number): void {
    const { duration, jitter } = this.#redirect.lease;
    const endsAt =
      duration === null ? 0 : this.#kernel.now + Math.round(duration * (1 - jitter * this.#leases.uniform()));
    this.#parts.memory.remember(client, server, endsAt);
  }

  /** Those who are clients when the run begins have asked a balancer some time before it: each one in turn, and each lease is as old as may be. */
  #assignEverybody(): void {
    const { memory, choice, balancers } = this.#parts;
    const { world, population, streams } = this.#context;
    const { duration } = this.#redirect.lease;
    const chance = streams.stream('assigned-before');
    for (let network = 0; network < world.networks.length; network++) {
      const first = population.firstClientOf(network);
      for (let client = first; client < first + population.countOf(network); client++) {
        const server = choice.pick(
          client % balancers.count,
          network,
          clientHash(network, client - first),
          chance.uint32(),
        );
        if (server !== NO_SERVER) memory.remember(client, server, (duration ?? 0) * chance.uniform());
      }
    }
  }

  explain(asks: readonly TrailAsk[]): TrailList {
    return new TrailBook(asks, this.#context.world, this.#context.design.id);
  }

  sample(interval: number): void {
    const { fleet, knowledge, loadReports, configuration } = this.#parts;
    sampleBackends(this.#collector, interval, fleet, knowledge, loadReports, configuration);
  }

  finish(): void {
    const { connections, disconnection, members } = this.#parts;
    members.finish();
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.state[row] === FREE_ROW) continue;
      this.#end(row, disconnection.regionOf(row), UNFINISHED, disconnection.latencySoFar(row));
    }
    this.#visits.finish();
  }

  #after(us: number, handler: HandlerId, row: number): void {
    this.#parts.connections.event[row] = this.#kernel.scheduleAfter(us as Duration, handler, row);
  }

  #regionOf(server: number): number {
    return this.#context.plan.backends[this.#parts.fleet.backendOf[server]!]!.regionIndex;
  }

  #balancerRttUs(row: number): number {
    const { connections, asks, balancers, rttsUs } = this.#parts;
    const { length } = this.#context.world.regions;
    return rttsUs[connections.network[row]! * length + balancers.regionOf(asks.balancer[row]!)]!;
  }

  #serverRttUs(row: number, server: number): number {
    const { connections, rttsUs } = this.#parts;
    return rttsUs[connections.network[row]! * this.#context.world.regions.length + this.#regionOf(server)]!;
  }
}
