/**
 * Connections that wait for a tier's servers to take them, first come first served, each server with room for so many.
 *
 * State: a queue for each server, linked through the connections' store.
 */
import type { ServerEnd } from './server-end.ts';
import { ACCEPTED, QUEUED } from './tier-connection-states.ts';
import type { TierConnections } from './tier-connections.ts';
import { WaitQueues } from './wait-queues.ts';

export class AcceptQueue {
  /** The tier behind; set once, before the run. */
  server!: ServerEnd;
  readonly #connections: TierConnections;
  readonly #waiting: WaitQueues;
  readonly #waitingMax: number;
  #isWaking = false;

  /** @param waitingMax connections that may wait for each server */
  constructor(connections: TierConnections, serverCount: number, waitingMax: number) {
    this.#connections = connections;
    this.#waiting = new WaitQueues(connections, serverCount);
    this.#waitingMax = waitingMax;
  }

  /** Whether a server neither takes a connection now nor has room for one to wait. Hot. */
  isFull(server: number): boolean {
    return this.#waiting.lengthOf(server) >= this.#waitingMax && !this.server.canAccept(server);
  }

  /**
   * A connection comes to its server, which takes it at once if it can, and else lets it wait; returns
   * false where it has no room. Hot.
   */
  enter(row: number, server: number): boolean {
    if (this.#isWaking || this.#waiting.lengthOf(server) > 0 || !this.server.canAccept(server)) {
      if (this.isFull(server)) return false;
      this.#connections.setServerEnd(row, QUEUED);
      this.#waiting.push(row, server);
    } else {
      // Nobody is before it: it need not go through the queue.
      this.#isWaking = true;
      this.#take(row, server);
      this.#isWaking = false;
    }
    this.wake(server);
    return true;
  }

  /** Takes a connection out that waits. */
  remove(row: number): void {
    this.#waiting.remove(row, this.#connections.server(row));
  }

  /** Takes the first out that waits for a server, or returns NO_ROW. */
  shift(server: number): number {
    return this.#waiting.shift(server);
  }

  /** A server may be able to take more: offers it what waits. Hot. */
  wake(server: number): void {
    // What is accepted may end at once and wake the server again: the loop goes on anyway.
    if (this.#isWaking) return;
    this.#isWaking = true;
    while (this.#waiting.lengthOf(server) > 0 && this.server.canAccept(server))
      this.#take(this.#waiting.shift(server), server);
    this.#isWaking = false;
  }

  #take(row: number, server: number): void {
    this.#connections.setServerEnd(row, ACCEPTED);
    if (this.#connections.watch !== null) this.#connections.watch.taken(row);
    this.server.accept(row, server);
  }
}
