/**
 * Callers that keep connections to a tier open and have one for every request: a proxy with a pool. No
 * handshake, no backlog of the kernel.
 *
 * A request for which the server has no room waits, up to a limit, first come first served; beyond it the request is
 * turned away (503): the surge queue of a Classic ELB, which holds 1,024. Making, idling out and sharing of connections
 * is left out. Event: `<name>.refused`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import { fromSeconds, MICROSECOND } from '../kernel/time.ts';
import { AcceptQueue } from './accept-queue.ts';
import {
  type AnsweredListener,
  type Caller,
  CLOSED_UNANSWERED,
  type Hop,
  NOBODY_SERVES,
  OVERLOADED,
  RESET,
} from './hop.ts';
import { type Callers, PooledFaults } from './pooled-faults.ts';
import type { ServerEnd, StruckFront } from './server-end.ts';
import {
  ABORTED,
  ACCEPTED,
  CLOSED,
  FINISHED,
  NO_SOCKET,
  ONE_REQUEST,
  QUEUED,
  WAITING,
} from './tier-connection-states.ts';
import { TierConnections } from './tier-connections.ts';
import { NO_ROW } from './wait-queues.ts';

export class PooledFront implements Hop, StruckFront {
  readonly connections = new TierConnections();
  readonly lingers = false;
  readonly faults: PooledFaults;
  readonly #kernel: Kernel;
  /**
   * The caller's `answered`, bound: what follows an answer, often the answers of all tiers on the way
   * back, is then compiled into the handler that it comes from, which knows the callers, and not into
   * `answer`, which all tiers share.
   */
  readonly #answered: AnsweredListener;
  readonly #queue: AcceptQueue;
  readonly #refused: HandlerId;

  /**
   * @param waitingMax requests that may wait for each server
   * @param callers what they do when a server is down; by default they wait five seconds (Envoy,
   *   `connect_timeout`) and give up
   */
  constructor(
    kernel: Kernel,
    name: string,
    serverCount: number,
    waitingMax: number,
    caller: Caller,
    callers: Callers = { connectTimeout: fromSeconds(5), passOn: () => NO_ROW, triesMax: 1 },
  ) {
    this.#kernel = kernel;
    this.#answered = caller.answered.bind(caller);
    this.#queue = new AcceptQueue(this.connections, serverCount, waitingMax);
    this.#refused = kernel.register(`${name}.refused`, this.#onRefused);
    this.faults = new PooledFaults({
      kernel,
      name,
      connections: this.connections,
      waiting: this.#queue,
      serverCount,
      callers,
      serverEnd: () => this.#queue.server,
      place: (row, server) => this.#place(row, server),
      failSoon: (row, outcome) => this.#failSoon(row, outcome),
    });
  }

  serve(server: ServerEnd): void {
    this.#queue.server = server;
  }

  /** @param server -1 where the tier has none that takes requests */
  request(ticket: number, server: number): number {
    const { connections } = this;
    const row = connections.allocate();
    connections.setTicket(row, ticket);
    connections.setKind(row, ONE_REQUEST);
    connections.putData(row);
    if (server === NO_ROW) this.#failSoon(row, NOBODY_SERVES);
    else this.#place(row, server);
    return row;
  }

  abandon(row: number, isSilent = false): void {
    const { connections } = this;
    connections.setClientEnd(row, ABORTED);
    if (connections.serverEnd(row) === ACCEPTED) {
      if (!isSilent) this.#queue.server.clientGone(row);
    } else if (connections.serverEnd(row) === QUEUED) {
      this.#queue.remove(row);
      connections.free(row);
    } else if (this.faults.leaves(row)) connections.free(row);
  }

  /** Hot. */
  #place(row: number, server: number): void {
    const { connections } = this;
    connections.setServer(row, server);
    if (connections.watch !== null) connections.watch.sent(row);
    connections.setClientEnd(row, WAITING);
    if (!this.faults.serves(server)) {
      this.faults.meets(row, server);
      return;
    }
    if (!this.#queue.enter(row, server)) this.#failSoon(row, OVERLOADED);
  }

  #failSoon(row: number, outcome: number): void {
    this.connections.setServerEnd(row, NO_SOCKET);
    this.connections.setOutcome(row, outcome);
    this.#kernel.scheduleAfter(MICROSECOND, this.#refused, row);
  }

  answer(row: number, outcome: number): void {
    if (this.connections.isAwaited(row)) this.#finish(row, outcome);
  }

  shutDown(row: number): void {
    this.answer(row, CLOSED_UNANSWERED);
    this.#queue.server.clientGone(row);
  }

  close(row: number): void {
    const { connections } = this;
    if (connections.isAwaited(row)) {
      connections.setServerEnd(row, CLOSED);
      this.#finish(row, CLOSED_UNANSWERED);
    }
    connections.free(row);
  }

  reset(row: number): void {
    this.answer(row, RESET);
    this.connections.free(row);
  }

  wake(server: number): void {
    this.#queue.wake(server);
  }

  readonly #onRefused: Handler = (row) => {
    this.answer(row, this.connections.outcome(row));
    this.connections.free(row);
  };

  /** The caller of a request, who waits for it, hears how it ended. */
  #finish(row: number, outcome: number): void {
    this.connections.setClientEnd(row, FINISHED);
    this.#answered(this.connections.ticket(row), outcome);
  }
}
