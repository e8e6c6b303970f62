/**
 * The forum design: the life of a connection from a client that knows its server, or asks a balancer for one, to its end at that server.
 *
 * A client without a server asks the balancer behind an address that it looked up (`discovery`); the balancer names a server (`server-choice`), the
 * client remembers it (`client-memory`) and connects to it directly (`direct-connections`), then and from then on; when the server fails it forgets
 * it, and asks again at its next try. Balancers know of servers by their heartbeats. No answer of a server passes a balancer. Time passes as
 * `direct-round-trips` counts it, with the balancer and then with the server. Source: docs/model/redirect.md. Events: `redirect.reach`, `.ask`,
 * `.answer`, `.next`.
 */
import { ANSWERS, IS_SILENT } from '../../fleet/answer.ts';
import { NO_MEMBER } from '../../fleet/connection-store.ts';
import { assert } from '../../kernel/assert.ts';
import { Fingerprint } from '../../kernel/fingerprint.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { Duration } from '../../kernel/time.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import { NO_REGION } from '../../metrics/flow-table.ts';
import { DROPPED, OUTCOMES, TIMED_OUT } from '../../metrics/outcome.ts';
import type { TrailAsk } from '../../metrics/trail/trail-ask.ts';
import type { ResolvedRedirect } from '../../scenario/resolved-redirect.ts';
import type { ArrivalBlock } from '../../traffic/arrival-block.ts';
import type { DesignContext, DesignRun } from '../design-run.ts';
import { DirectConnections } from '../parts/direct-connections.ts';
import { untilClientUs, untilRequestUs, untilSynUs } from '../parts/direct-round-trips.ts';
import { NO_LATENCY } from '../parts/disconnection.ts';
import type { Paths } from '../parts/paths.ts';
import { Visits } from '../parts/visits.ts';
import { sampleBackends } from '../sample-backends.ts';
import { AskCount } from './ask-count.ts';
import { assignBefore } from './assigned-before.ts';
import { TURNED_AWAY } from './balancers.ts';
import { NO_SERVER } from './client-memory.ts';
import { NO_BALANCER } from './discovery.ts';
import type { RedirectFaults } from './redirect-faults.ts';
import { assembleRedirect, type RedirectParts } from './redirect-parts.ts';
import { type BalancerFault, RedirectTrails } from './redirect-trails.ts';

export class Redirect implements DesignRun {
  readonly #context: DesignContext;
  readonly #redirect: ResolvedRedirect;
  readonly #parts: RedirectParts;
  readonly #direct: DirectConnections;
  readonly #askCount: AskCount;
  readonly #visits: Visits;
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  /** [OUTCOME_COUNT] 1 for outcomes that a client takes for a failure of its server. */
  readonly #isFailure: Uint8Array;
  readonly #leases: RandomStream;
  readonly #routing = new Fingerprint();
  readonly #reachHandler: HandlerId;
  readonly #askHandler: HandlerId;
  readonly #answerHandler: HandlerId;
  readonly #nextHandler: HandlerId;
  /** `null` unless the run is asked to explain something. */
  #trails: RedirectTrails | null = null;

  constructor(context: DesignContext) {
    const { design, kernel, collector, streams } = context;
    const { redirect, naming } = design;
    assert(redirect !== null && naming !== null, `design ${design.id} has no balancers`);
    this.#context = context;
    this.#redirect = redirect;
    this.#kernel = kernel;
    this.#collector = collector;
    this.#parts = assembleRedirect(context, redirect, naming, {
      complete: (row) => this.#direct.complete(row),
      end: (row, region, outcome, latencyUs) => this.#direct.end(row, region, outcome, latencyUs),
    });
    const { connections, routes, balancers } = this.#parts;
    this.#askCount = new AskCount(context, balancers);
    this.#visits = new Visits(
      context,
      connections,
      routes.paths,
      (network) => routes.pathOf(network),
      (block, row) => this.arrive(block, row),
    );
    this.#direct = new DirectConnections(context, this.#parts, this.#visits, (row, server, outcome) =>
      this.#ended(row, server, outcome),
    );
    this.#isFailure = Uint8Array.from(OUTCOMES, (outcome) => (redirect.failures.includes(outcome) ? 1 : 0));
    this.#leases = streams.stream('leases');
    this.#reachHandler = kernel.register('redirect.reach', this.#reach);
    this.#askHandler = kernel.register('redirect.ask', this.#ask);
    this.#answerHandler = kernel.register('redirect.answer', this.#answer);
    this.#nextHandler = kernel.register('redirect.next', this.#next);
    if (redirect.clientsAtStart === 'assigned') assignBefore(context, this.#parts, redirect.lease.duration);
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
    const { routes, memory, names, discovery } = this.#parts;
    const client = block.client[blockRow]!;
    const path = routes.pathOf(block.networkIndex[blockRow]!);
    this.#visits.offered(block, blockRow, path);
    if (block.isNewcomer[blockRow] === 1) {
      memory.forget(client);
      discovery.forget(client);
      this.#collector.count(COUNTER.newcomers, this.#kernel.now);
    }
    const row = this.#visits.begin(block, blockRow, path);
    const server = memory.serverOf(client, this.#kernel.now);
    this.#routing.mix(client, server);
    if (this.#trails !== null) this.#trails.arrived(row, server);
    if (server !== NO_SERVER) {
      const network = block.networkIndex[blockRow]!;
      this.#direct.connect(row, server, names.lookUp(network, client, server, false, this.#kernel.now));
    } else this.#lookForBalancer(row);
  }

  /** The client asks for a server. */
  #lookForBalancer(row: number): void {
    this.#parts.asks.begin(row);
    const { connections, discovery } = this.#parts;
    this.#tryBalancer(row, discovery.lookUp(connections.network[row]!, connections.client[row]!));
  }

  /** The client tries the next address that it knows of a balancer. */
  #tryBalancer(row: number, delayUs: number): void {
    const { connections, asks, discovery } = this.#parts;
    const balancer = discovery.balancerFor(connections.client[row]!, asks.tryNumber[row]!);
    if (balancer === NO_BALANCER) {
      if (this.#trails !== null) this.#trails.gaveUpAsking(row);
      this.#direct.end(row, NO_REGION, TIMED_OUT, NO_LATENCY);
      return;
    }
    asks.balancer[row] = balancer;
    if (this.#trails !== null) this.#trails.balancerTried(row, delayUs);
    this.#after(delayUs + untilSynUs(this.#balancerRttUs(row)), this.#reachHandler, row);
  }

  /** The client's SYN is at the balancer. */
  readonly #reach: Handler = (row) => {
    const { connections, balancers, asks, discovery, floods, attackers, syns } = this.#parts;
    if (floods.isOn && syns.isLost(row, attackers.lossOf(asks.balancer[row]!))) {
      const waitUs = syns.waitUs(row);
      if (syns.givesUp) this.#tryNext(row, 'balancerSilent', waitUs);
      else this.#after(waitUs, this.#reachHandler, row);
      return;
    }
    const rttUs = this.#balancerRttUs(row);
    const answer = balancers.answerOf(asks.balancer[row]!);
    if (answer === ANSWERS) this.#after(untilRequestUs(rttUs, this.#direct.tlsTrips), this.#askHandler, row);
    else if (answer !== IS_SILENT) this.#tryNext(row, 'balancerRefused', untilClientUs(rttUs));
    else {
      const patienceUs = discovery.patienceUs(connections.client[row]!, asks.tryNumber[row]!);
      this.#tryNext(row, 'balancerSilent', patienceUs);
    }
  };

  /** The client's request is at the balancer. */
  readonly #ask: Handler = (row) => {
    const { balancers, asks } = this.#parts;
    const balancer = asks.balancer[row]!;
    const now = this.#kernel.now;
    if (balancers.answerOf(balancer) !== ANSWERS) {
      this.#tryNext(row, 'balancerLost', this.#context.design.connectTimeout);
      return;
    }
    if (this.#trails !== null) this.#trails.asked(row, this.#balancerRttUs(row));
    const answeredAt = balancers.serve(balancer, now);
    this.#askCount.asked(balancer, now);
    if (answeredAt === TURNED_AWAY) {
      this.#collector.count(COUNTER.balancerRefusals, now);
      this.#tryNext(row, 'balancerFull', untilClientUs(this.#balancerRttUs(row)));
    } else this.#after(answeredAt - now, this.#answerHandler, row);
  };

  /** The balancer names a server. */
  readonly #answer: Handler = (row) => {
    const { connections, balancers, asks, choice, memory, names } = this.#parts;
    const balancer = asks.balancer[row]!;
    if (balancers.answerOf(balancer) !== ANSWERS) {
      this.#tryNext(row, 'balancerLost', this.#context.design.connectTimeout);
      return;
    }
    const network = connections.network[row]!;
    const server = choice.pick(balancer, network, connections.clientHash[row]!, connections.choice[row]!);
    this.#routing.mix(balancer, server);
    if (this.#trails !== null) this.#trails.named(row, server, this.#balancerRttUs(row));
    if (server === NO_SERVER) {
      this.#collector.count(COUNTER.balancerRefusals, this.#kernel.now);
      this.#direct.end(row, NO_REGION, DROPPED, NO_LATENCY);
      return;
    }
    const client = connections.client[row]!;
    const lookupUs = names.lookUp(network, client, server, memory.lastServerOf(client) !== server, this.#kernel.now);
    this.#countAssignment(client, server);
    this.#remember(client, server);
    this.#direct.connect(row, server, untilClientUs(this.#balancerRttUs(row)) + lookupUs);
  };

  #tryNext(row: number, fault: BalancerFault, afterUs: number): void {
    if (this.#trails !== null) this.#trails.balancerFailed(row, fault, afterUs);
    this.#parts.asks.tryNumber[row]!++;
    this.#after(afterUs, this.#nextHandler, row);
  }

  readonly #next: Handler = (row) => this.#tryBalancer(row, 0);

  /** A try is over: a client whose server failed forgets it. Hot. */
  #ended(row: number, server: number, outcome: number): void {
    if (server === NO_MEMBER || this.#isFailure[outcome] === 0) return;
    const { connections, memory } = this.#parts;
    const client = connections.client[row]!;
    if (memory.serverOf(client, this.#kernel.now) === server) memory.leave(client);
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

  explain(asks: readonly TrailAsk[]): RedirectTrails {
    const { design, world, kernel } = this.#context;
    this.#trails = new RedirectTrails(asks, { ...this.#parts, redirect: this.#redirect, design, world, kernel });
    this.#direct.trails = this.#trails;
    this.#visits.trails = this.#trails;
    return this.#trails;
  }

  sample(interval: number): void {
    const { fleet, knowledge, loadReports, configuration } = this.#parts;
    sampleBackends(this.#collector, interval, fleet, knowledge, loadReports, configuration);
  }

  finish(): void {
    this.#parts.members.finish();
    this.#direct.finish();
  }

  #after(us: number, handler: HandlerId, row: number): void {
    this.#parts.connections.event[row] = this.#kernel.scheduleAfter(us as Duration, handler, row);
  }

  #balancerRttUs(row: number): number {
    const { connections, asks, balancers, rttsUs } = this.#parts;
    const { length } = this.#context.world.regions;
    return rttsUs[connections.network[row]! * length + balancers.regionOf(asks.balancer[row]!)]!;
  }
}
