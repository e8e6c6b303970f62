/**
 * Callers that keep connections to a tier open and have one for every request: a proxy with a pool. No handshake, no backlog of the kernel.
 *
 * A request for which the server has no room waits, up to a limit, first come first served; beyond it the request is turned away (503): the
 * surge queue of a Classic ELB, which holds 1,024. Making, idling out and sharing of connections is left out. Event: `<name>.refused`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import { MICROSECOND } from '../kernel/time.ts';
import { type AnsweredListener, CLOSED_UNANSWERED, type Hop, OVERLOADED, RESET } from './hop.ts';
import type { Front, ServerEnd } from './server-end.ts';
import {
  ABORTED,
  ACCEPTED,
  CLOSED,
  FINISHED,
  NO_SOCKET,
  ONE_REQUEST,
  QUEUED,
  TierConnections,
  WAITING,
} from './tier-connections.ts';
import { WaitQueues } from './wait-queues.ts';

export class PooledFront implements Hop, Front {
  readonly connections = new TierConnections();
  readonly lingers = false;
  readonly #kernel: Kernel;
  readonly #answered: AnsweredListener;
  readonly #waiting: WaitQueues;
  readonly #waitingMax: number;
  readonly #refused: HandlerId;
  #server: ServerEnd | null = null;
  #isWaking = false;

  /** @param waitingMax requests that may wait for each server */
  constructor(kernel: Kernel, name: string, serverCount: number, waitingMax: number, answered: AnsweredListener) {
    this.#kernel = kernel;
    this.#answered = answered;
    this.#waiting = new WaitQueues(this.connections, serverCount);
    this.#waitingMax = waitingMax;
    this.#refused = kernel.register(`${name}.refused`, this.#onRefused);
  }

  serve(server: ServerEnd): void {
    this.#server = server;
  }

  request(ticket: number, server: number): number {
    const { connections } = this;
    const row = connections.allocate();
    connections.ticket[row] = ticket;
    connections.server[row] = server;
    connections.kind[row] = ONE_REQUEST;
    connections.clientEnd[row] = WAITING;
    connections.hasData[row] = 1;
    if (this.#waiting.lengthOf(server) >= this.#waitingMax && !this.#server!.canAccept(server)) {
      connections.serverEnd[row] = NO_SOCKET;
      this.#kernel.scheduleAfter(MICROSECOND, this.#refused, row);
      return row;
    }
    connections.serverEnd[row] = QUEUED;
    this.#waiting.push(row, server);
    this.wake(server);
    return row;
  }

  abandon(row: number): void {
    const { connections } = this;
    const server = connections.server[row]!;
    connections.clientEnd[row] = ABORTED;
    if (connections.serverEnd[row] === ACCEPTED) this.#server!.clientGone(row);
    else if (connections.serverEnd[row] === QUEUED) {
      this.#waiting.remove(row, server);
      connections.free(row);
    }
  }

  answer(row: number, outcome: number): void {
    this.#finish(row, outcome);
  }

  shutDown(row: number): void {
    this.#finish(row, CLOSED_UNANSWERED);
    this.#server!.clientGone(row);
  }

  close(row: number): void {
    this.connections.serverEnd[row] = CLOSED;
    this.#finish(row, CLOSED_UNANSWERED);
    this.connections.free(row);
  }

  reset(row: number): void {
    this.#finish(row, RESET);
    this.connections.free(row);
  }

  wake(server: number): void {
    if (this.#isWaking) return;
    this.#isWaking = true;
    const behind = this.#server!;
    while (this.#waiting.lengthOf(server) > 0 && behind.canAccept(server)) {
      const row = this.#waiting.shift(server);
      this.connections.serverEnd[row] = ACCEPTED;
      behind.accept(row);
    }
    this.#isWaking = false;
  }

  readonly #onRefused: Handler = (row) => {
    this.#finish(row, OVERLOADED);
    this.connections.free(row);
  };

  #finish(row: number, outcome: number): void {
    if (!this.connections.isAwaited(row)) return;
    this.connections.clientEnd[row] = FINISHED;
    this.#answered(this.connections.ticket[row]!, outcome);
  }
}
