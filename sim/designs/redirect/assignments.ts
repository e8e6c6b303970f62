/**
 * What clients are told and go by: the server that each uses now, for how long, and what it does when that fails.
 *
 * A client goes by what it was told (`client-memory`) until its lease ends or the server fails. Beyond the post: a list
 * to go down (`server-lists`), a way back (`homes`), and clients who use what they like (`cheats`); each is `null`, and
 * costs nothing, where the scenario does not ask for it.
 */
import { ANSWERS } from '../../fleet/answer.ts';
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import { COMPLETED, OUTCOMES } from '../../metrics/outcome.ts';
import type { ResolvedRedirect } from '../../scenario/resolved-redirect.ts';
import { FIRST_TRY } from '../../traffic/arrival-block.ts';
import type { DesignContext } from '../design-run.ts';
import { Cheats } from './cheats.ts';
import { type ClientMemory, NO_SERVER } from './client-memory.ts';
import { Homes } from './homes.ts';
import type { ServerChoice } from './server-choice.ts';
import { ServerLists } from './server-lists.ts';

export class Assignments {
  readonly #kernel: Kernel;
  readonly #redirect: ResolvedRedirect;
  readonly #connections: ConnectionStore;
  readonly #fleet: Fleet;
  readonly #choice: ServerChoice;
  readonly #collector: Collector;
  readonly #memory: ClientMemory;
  readonly #leases: RandomStream;
  /** Bit by outcome: those that a client takes for a failure of its server. */
  readonly #failures: number;
  readonly #lists: ServerLists | null;
  readonly #homes: Homes | null;
  readonly #cheats: Cheats | null;
  readonly #needsTokens: boolean;

  constructor(
    context: DesignContext,
    redirect: ResolvedRedirect,
    connections: ConnectionStore,
    fleet: Fleet,
    choice: ServerChoice,
    memory: ClientMemory,
  ) {
    const { collector, streams, population } = context;
    const { failures, options } = redirect;
    const { clientCount } = population;
    this.#kernel = context.kernel;
    this.#redirect = redirect;
    this.#connections = connections;
    this.#fleet = fleet;
    this.#choice = choice;
    this.#collector = collector;
    this.#memory = memory;
    this.#leases = streams.stream('leases');
    this.#failures = failures.reduce((bits, outcome) => bits | (1 << OUTCOMES.indexOf(outcome)), 0);
    this.#lists =
      options.urisPerAnswer === 1
        ? null
        : new ServerLists(clientCount, options.urisPerAnswer - 1, streams.stream('further-servers'));
    this.#homes =
      options.returnHome === 0 ? null : new Homes(options.returnHome, streams.stream('return-home'), clientCount);
    this.#cheats =
      options.cheats === null ? null : new Cheats(options.cheats, memberNamed(context, options.cheats.pin));
    this.#needsTokens = options.tokens === 'required';
  }

  /** Another person has taken a client's place. */
  newcomer(client: number): void {
    this.#memory.forget(client);
    this.#lists?.forget(client);
    this.#homes?.forget(client);
    this.#collector.count(COUNTER.newcomers, this.#now);
  }

  /** The server that a client's connection goes to, or NO_SERVER when it has to ask. Hot. */
  serverFor(row: number, client: number, nowUs: number): number {
    const server = this.#memory.serverOf(client, nowUs);
    if (this.#cheats?.isOne(this.#connections.clientHash(row)) === true) {
      // One that has to show a token goes by the one it has.
      if (!this.#needsTokens || server === NO_SERVER) return this.#cheats.server;
    }
    if (this.#homes === null || server === NO_SERVER || this.#connections.visit(row) !== FIRST_TRY) return server;
    return this.#homes.isTried(client, server) ? this.#homes.homeOf(client) : server;
  }

  /** Whether a balancer has named a server to the client of a connection, in an answer that still holds. */
  holdsTokenFor(row: number, server: number): boolean {
    const client = this.#connections.client(row);
    return this.#memory.serverOf(client, this.#now) === server || this.#homes?.homeOf(client) === server;
  }

  /** A balancer names a server to a client. */
  told(row: number, balancer: number, server: number): void {
    const client = this.#connections.client(row);
    const memory = this.#memory;
    this.#collector.count(COUNTER.assignments, this.#now);
    if (this.#fleet.answerOf(server) !== ANSWERS) this.#collector.count(COUNTER.deadAssignments, this.#now);
    const last = memory.lastServerOf(client);
    if (last !== NO_SERVER && last !== server) this.#collector.count(COUNTER.reassigned, this.#now);
    const { duration, jitter } = this.#redirect.lease;
    const endsAt = duration === null ? 0 : this.#now + Math.round(duration * (1 - jitter * this.#leases.uniform()));
    this.remember(client, balancer, server, endsAt);
  }

  /** A server says itself that the client is to ask again. */
  sentOn(row: number, server: number): void {
    const client = this.#connections.client(row);
    if (this.#memory.serverOf(client, this.#now) === server) this.#memory.leave(client);
    this.#collector.count(COUNTER.redirected, this.#now);
  }

  /** A try is over: a client whose server failed leaves it; one that was served at home is back there. Hot. */
  ended(row: number, server: number, outcome: number): void {
    if (((this.#failures >> outcome) & 1) === 1) {
      const client = this.#connections.client(row);
      if (this.#memory.serverOf(client, this.#now) === server) this.#leave(client);
    } else if (this.#homes !== null && outcome === COMPLETED) {
      const client = this.#connections.client(row);
      if (this.#homes.homeOf(client) === server) this.#memory.move(client, server);
    }
  }

  #leave(client: number): void {
    const memory = this.#memory;
    const next = this.#lists === null ? NO_SERVER : this.#lists.next(client);
    if (next === NO_SERVER) {
      memory.leave(client);
      return;
    }
    memory.move(client, next);
    this.#collector.count(COUNTER.failedOver, this.#now);
  }

  /** What a client goes by from now on. */
  remember(client: number, balancer: number, server: number, leaseEndsAtUs: number): void {
    this.#memory.remember(client, server, leaseEndsAtUs);
    if (this.#lists !== null) this.#lists.remember(client, server, this.#choice.serversOf(balancer));
    if (this.#homes !== null) this.#homes.settle(client, server);
  }

  get #now(): number {
    return this.#kernel.now;
  }
}

/** `web-seoul/0`, or `web-iowa/us-central1-a/0` of a regional group. */
function memberNamed({ plan }: DesignContext, name: string): number {
  const slash = name.lastIndexOf('/');
  const place = name.slice(0, slash);
  const backend = plan.backends.find(({ id, backendId }) => id === place || backendId === place)!;
  return backend.firstMember + Number(name.slice(slash + 1));
}
