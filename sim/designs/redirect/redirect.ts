/**
 * The forum design: the life of a connection from a client that knows its server, or asks a balancer for
 * one, to its end at that server.
 *
 * A client without a server asks the balancer behind an address that it looked up (`discovery`); the balancer names a
 * server (`server-choice`), the client remembers it (`assignments`) and connects to it directly
 * (`direct-connections`), then and from then on; when the server fails it forgets it, and asks again at its next try.
 * What may be added: `sending-on`, `admission`, `client-reports`, and what `assignments` says. Balancers know of
 * servers by their heartbeats. No answer of a server passes a balancer. Time passes as `direct-round-trips` counts it,
 * with the balancer and then with the server. Source: docs/model/redirect.md. Events: `redirect.reach`, `.ask`,
 * `.answer`, `.next`, `.noName`.
 */
import { ANSWERS, IS_SILENT } from '../../fleet/answer.ts';
import { type ConnectionStore, NO_MEMBER } from '../../fleet/connection-store.ts';
import { assert } from '../../kernel/assert.ts';
import { avalanche } from '../../kernel/avalanche.ts';
import { Fingerprint } from '../../kernel/fingerprint.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Duration } from '../../kernel/time.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import { NO_REGION } from '../../metrics/flow-table.ts';
import { DROPPED, REFUSED, TIMED_OUT } from '../../metrics/outcome.ts';
import type { TrailAsk } from '../../metrics/trail/trail-ask.ts';
import type { ResolvedRedirect } from '../../scenario/resolved-redirect.ts';
import type { ArrivalBlock } from '../../traffic/arrival-block.ts';
import type { DesignContext, DesignRun } from '../design-run.ts';
import type { ServerNames } from '../naming/server-names.ts';
import { DirectConnections } from '../parts/direct-connections.ts';
import type { DirectPaths } from '../parts/direct-paths.ts';
import { untilClientUs, untilRequestUs, untilSynUs } from '../parts/direct-round-trips.ts';
import { NO_LATENCY } from '../parts/disconnection.ts';
import type { Paths } from '../parts/paths.ts';
import { Visits } from '../parts/visits.ts';
import { sampleBackends } from '../sample-backends.ts';
import { type Admission, NO_PLACE } from './admission.ts';
import { AskCount } from './ask-count.ts';
import { assignBefore } from './assigned-before.ts';
import type { Assignments } from './assignments.ts';
import { TURNED_AWAY } from './balancers.ts';
import { NO_SERVER } from './client-memory.ts';
import { NO_BALANCER } from './discovery.ts';
import type { RedirectFaults } from './redirect-faults.ts';
import { assembleRedirect, type RedirectParts } from './redirect-parts.ts';
import { type BalancerFault, RedirectTrails } from './redirect-trails.ts';

/** Makes another draw of a connection's own. */
const SENT_ON_SALT = 0x3c6ef372;

export class Redirect implements DesignRun {
  readonly #context: DesignContext;
  readonly #redirect: ResolvedRedirect;
  readonly #parts: RedirectParts;
  /** Of the parts, those that every connection meets. */
  readonly #connections: ConnectionStore;
  readonly #routes: DirectPaths;
  readonly #assignments: Assignments;
  readonly #names: ServerNames;
  readonly #direct: DirectConnections;
  readonly #askCount: AskCount;
  readonly #visits: Visits;
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  readonly #routing = new Fingerprint();
  readonly #reachHandler: HandlerId;
  readonly #askHandler: HandlerId;
  readonly #answerHandler: HandlerId;
  readonly #nextHandler: HandlerId;
  /** Registered when first needed, so that nobody else's handler changes its number. */
  #noNameHandler: HandlerId | null = null;
  /** `null` unless the run is asked to explain something. */
  #trails: RedirectTrails | null = null;

  constructor(context: DesignContext) {
    const { design, kernel, collector } = context;
    const { redirect, naming } = design;
    assert(redirect !== null && naming !== null, `design ${design.id} has no balancers`);
    this.#context = context;
    this.#redirect = redirect;
    this.#kernel = kernel;
    this.#collector = collector;
    const parts = assembleRedirect(context, redirect, naming, {
      complete: (row) => this.#direct.complete(row),
      end: (row, region, outcome, latencyUs) => this.#direct.end(row, region, outcome, latencyUs),
    });
    this.#parts = parts;
    this.#connections = parts.connections;
    this.#routes = parts.routes;
    this.#assignments = parts.assignments;
    this.#names = parts.names;
    this.#askCount = new AskCount(context, parts.balancers);
    this.#visits = new Visits(
      context,
      parts.connections,
      parts.routes.paths,
      (network) => parts.routes.pathOf(network),
      (block, row) => this.arrive(block, row),
    );
    const { connections, assignments, rogues, sendingOn } = parts;
    this.#direct = new DirectConnections(
      context,
      parts,
      this.#visits,
      (row, server, outcome) => {
        if (server === NO_MEMBER) return;
        assignments.ended(row, server, outcome);
        rogues?.ended(connections.client(row), server, outcome);
      },
      null,
      sendingOn === null
        ? null
        : {
            isSentOn: (row, server) => sendingOn.isSentOn(row, server, kernel.now),
            sentOn: (row, server, delayUs) => this.#sentOn(row, server, delayUs),
          },
    );
    this.#reachHandler = kernel.register('redirect.reach', this.#reach);
    this.#askHandler = kernel.register('redirect.ask', this.#ask);
    this.#answerHandler = kernel.register('redirect.answer', this.#answer);
    this.#nextHandler = kernel.register('redirect.next', this.#next);
    if (redirect.clientsAtStart === 'assigned') assignBefore(context, parts, redirect.lease.duration);
  }

  get faultTarget(): RedirectFaults {
    return this.#parts.faultTarget;
  }

  get paths(): Paths {
    return this.#routes.paths;
  }

  get routingFingerprint(): string {
    return this.#routing.hex();
  }

  arrive(block: ArrivalBlock, blockRow: number): void {
    const client = block.client[blockRow]!;
    const network = block.networkIndex[blockRow]!;
    const path = this.#routes.pathOf(network);
    this.#visits.offered(block, blockRow, path);
    if (block.isNewcomer[blockRow] === 1) this.#newcomer(client);
    const row = this.#visits.begin(block, blockRow, path);
    const server = this.#assignments.serverFor(row, client, this.#kernel.now);
    this.#routing.mix(client, server);
    if (this.#trails !== null) this.#trails.arrived(row, server);
    if (server === NO_SERVER) this.#lookForBalancer(row, 0, this.#unwantedBy(client), true);
    else this.#goTo(row, network, client, server, 0);
  }

  /** Another person has taken a client's place. */
  #newcomer(client: number): void {
    const { discovery, rogues } = this.#parts;
    this.#assignments.newcomer(client);
    discovery.forget(client);
    this.#names.forget(client);
    rogues?.forget(client);
  }

  /** The client looks up the name of a server and connects to it, after a while. Hot. */
  #goTo(row: number, network: number, client: number, server: number, delayUs: number): void {
    const names = this.#names;
    const lookupUs = names.lookUp(network, client, server, this.#kernel.now);
    if (names.isFound) {
      this.#direct.connect(row, network, server, delayUs + lookupUs);
      return;
    }
    this.#parts.asks.begin(row, server, true);
    this.#noNameHandler ??= this.#kernel.register('redirect.noName', this.#noName);
    this.#after(delayUs + lookupUs, this.#noNameHandler, row);
  }

  /** DNS has told the client that there is no such name. */
  readonly #noName: Handler = (row) => {
    const { asks, assignments } = this.#parts;
    if (this.#trails !== null) this.#trails.noName(row, asks.unwanted[row]!);
    assignments.ended(row, asks.unwanted[row]!, DROPPED);
    this.#direct.end(row, NO_REGION, DROPPED, NO_LATENCY);
  };

  /**
   * The client asks for a server, after a while.
   *
   * @param unwanted one that it does not want, because that has failed or has sent it on
   */
  #lookForBalancer(row: number, delayUs: number, unwanted: number, hasFailed: boolean): void {
    const { connections, asks, discovery } = this.#parts;
    asks.begin(row, unwanted, hasFailed);
    this.#tryBalancer(row, delayUs + discovery.lookUp(connections.network(row), connections.client(row)));
  }

  /** The server that a client complains of, if clients do that and it has left one. */
  #unwantedBy(client: number): number {
    const { memory } = this.#parts;
    return this.#redirect.options.clientReports !== null && memory.hasLeft(client)
      ? memory.lastServerOf(client)
      : NO_SERVER;
  }

  /** The client tries the next address that it knows of a balancer. */
  #tryBalancer(row: number, delayUs: number): void {
    const { connections, asks, discovery } = this.#parts;
    const balancer = discovery.balancerFor(connections.client(row), asks.tryNumber[row]!);
    if (balancer === NO_BALANCER) {
      if (this.#trails !== null) this.#trails.gaveUpAsking(row);
      this.#direct.end(row, NO_REGION, asks.hasSaidNo[row] === 1 ? REFUSED : TIMED_OUT, NO_LATENCY);
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
      const patienceUs = discovery.patienceUs(connections.client(row), asks.tryNumber[row]!);
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
    const { connections, balancers, asks, choice, admission, assignments } = this.#parts;
    const balancer = asks.balancer[row]!;
    if (balancers.answerOf(balancer) !== ANSWERS) {
      this.#tryNext(row, 'balancerLost', this.#context.design.connectTimeout);
      return;
    }
    const now = this.#kernel.now;
    const unwanted = asks.unwanted[row]!;
    if (unwanted !== NO_SERVER && asks.hasFailed[row] === 1) choice.reported(balancer, unwanted, now);
    if (admission !== null && asks.hasTicket[row] === 0 && this.#isPutOff(row, balancer, admission)) return;
    const network = connections.network(row);
    const hash = connections.clientHash(row);
    const server = choice.pick(balancer, network, hash, connections.choice(row), now, unwanted);
    this.#routing.mix(balancer, server);
    if (this.#trails !== null) this.#trails.named(row, server, this.#balancerRttUs(row));
    if (server === NO_SERVER) {
      this.#turnAway(row);
      return;
    }
    assignments.told(row, balancer, server);
    this.#goTo(row, network, connections.client(row), server, untilClientUs(this.#balancerRttUs(row)));
  };

  /** More clients ask than are let in: this one is told when to come, or that there is no place at all. */
  #isPutOff(row: number, balancer: number, admission: Admission): boolean {
    const waitUs = admission.takePlace(balancer, this.#kernel.now);
    if (waitUs === 0) return false;
    if (waitUs === NO_PLACE) {
      this.#turnAway(row);
      return true;
    }
    this.#collector.count(COUNTER.putOff, this.#kernel.now);
    if (this.#trails !== null) this.#trails.putOff(row, this.#balancerRttUs(row), waitUs);
    this.#parts.asks.hasTicket[row] = 1;
    const comesAfterUs = untilClientUs(this.#balancerRttUs(row)) + waitUs;
    this.#visits.putOff(row, comesAfterUs);
    this.#after(comesAfterUs, this.#nextHandler, row);
    return true;
  }

  #turnAway(row: number): void {
    this.#collector.count(COUNTER.balancerRefusals, this.#kernel.now);
    this.#direct.end(row, NO_REGION, DROPPED, NO_LATENCY);
  }

  #tryNext(row: number, fault: BalancerFault, afterUs: number): void {
    if (this.#trails !== null) this.#trails.balancerFailed(row, fault, afterUs);
    const { asks } = this.#parts;
    asks.tryNumber[row]!++;
    asks.hasSaidNo[row] = fault === 'balancerRefused' || fault === 'balancerFull' ? 1 : 0;
    this.#after(afterUs, this.#nextHandler, row);
  }

  readonly #next: Handler = (row) => this.#tryBalancer(row, 0);

  /** A server sends a client on: it asks again, with the same connection. */
  #sentOn(row: number, server: number, delayUs: number): void {
    const { connections, assignments } = this.#parts;
    assignments.sentOn(row, server);
    if (this.#trails !== null) this.#trails.sentOn(row, server, delayUs);
    // A draw of its own for the next answer.
    connections.setChoice(row, avalanche(connections.choice(row) ^ SENT_ON_SALT) >>> 0);
    this.#lookForBalancer(row, delayUs, server, false);
  }

  explain(asks: readonly TrailAsk[]): RedirectTrails {
    const { design, world, kernel } = this.#context;
    this.#trails = new RedirectTrails(asks, { ...this.#parts, redirect: this.#redirect, design, world, kernel });
    this.#direct.trails = this.#trails;
    this.#visits.follow(this.#trails);
    return this.#trails;
  }

  sample(interval: number): void {
    const { fleet, knowledge, loadReports, configuration, tierCounts } = this.#parts;
    sampleBackends(this.#collector, interval, fleet, knowledge, loadReports, configuration);
    tierCounts.sample();
  }

  finish(): void {
    const { memory, fleet, members } = this.#parts;
    this.#collector.assigned(memory.countByServer(fleet.plan.slotCount, this.#kernel.now));
    members.finish();
    this.#direct.finish();
  }

  #after(us: number, handler: HandlerId, row: number): void {
    this.#connections.setEvent(row, this.#kernel.scheduleAfter(us as Duration, handler, row));
  }

  #balancerRttUs(row: number): number {
    const { connections, asks, balancers, rttsUs } = this.#parts;
    const { length } = this.#context.world.regions;
    return rttsUs[connections.network(row) * length + balancers.regionOf(asks.balancer[row]!)]!;
  }
}
