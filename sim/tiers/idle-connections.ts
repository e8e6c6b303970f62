/**
 * The idle connections of each server, the longest idle first: a list that a connection leaves from
 * anywhere, as soon as it is used again.
 */
import type { TierConnections } from './tier-connections.ts';
import { NO_ROW } from './wait-queues.ts';

export class IdleConnections {
  readonly #connections: TierConnections;
  /** [serverCount] */
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  readonly #count: Int32Array;

  constructor(connections: TierConnections, serverCount: number) {
    this.#connections = connections;
    this.#head = new Int32Array(serverCount).fill(NO_ROW);
    this.#tail = new Int32Array(serverCount).fill(NO_ROW);
    this.#count = new Int32Array(serverCount);
  }

  countOf(server: number): number {
    return this.#count[server]!;
  }

  /** The connection that has been idle longest, or NO_ROW. */
  oldest(server: number): number {
    return this.#head[server]!;
  }

  /** Hot. */
  add(row: number, server: number): void {
    const connections = this.#connections;
    const tail = this.#tail[server]!;
    connections.follow(row, NO_ROW);
    connections.setPrevious(row, tail);
    if (tail === NO_ROW) this.#head[server] = row;
    else connections.follow(tail, row);
    this.#tail[server] = row;
    this.#count[server]!++;
  }

  /** Hot. */
  remove(row: number, server: number): void {
    const connections = this.#connections;
    const before = connections.previous(row);
    const after = connections.following(row);
    if (before === NO_ROW) this.#head[server] = after;
    else connections.follow(before, after);
    if (after === NO_ROW) this.#tail[server] = before;
    else connections.setPrevious(after, before);
    this.#count[server]!--;
  }
}
