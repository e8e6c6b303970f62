/**
 * First come, first served: a queue of rows for each server, linked through the rows' store. A
 * row is in one queue at a time.
 */
import { pinned } from '../kernel/pinned.ts';

export const NO_ROW = -1;

/** Where the rows' links are. */
export interface Links {
  /** The row that was said to follow one. */
  following(row: number): number;
  follow(row: number, following: number): void;
}

export class WaitQueues {
  readonly #links: Links;
  /** [serverCount] */
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  readonly #length: Int32Array;

  constructor(links: Links, serverCount: number) {
    this.#links = links;
    this.#head = pinned(new Int32Array(serverCount).fill(NO_ROW));
    this.#tail = pinned(new Int32Array(serverCount).fill(NO_ROW));
    this.#length = pinned(new Int32Array(serverCount));
  }

  lengthOf(server: number): number {
    return this.#length[server]!;
  }

  /** Hot. */
  push(row: number, server: number): void {
    const links = this.#links;
    links.follow(row, NO_ROW);
    const tail = this.#tail[server]!;
    if (tail === NO_ROW) this.#head[server] = row;
    else links.follow(tail, row);
    this.#tail[server] = row;
    this.#length[server]!++;
  }

  /** Takes the first of a server's queue, or returns NO_ROW. Hot. */
  shift(server: number): number {
    const row = this.#head[server]!;
    if (row === NO_ROW) return NO_ROW;
    this.#head[server] = this.#links.following(row);
    if (this.#head[server] === NO_ROW) this.#tail[server] = NO_ROW;
    this.#length[server]!--;
    return row;
  }

  /** Takes a row out, wherever it is. Rare: walks the queue. */
  remove(row: number, server: number): void {
    const links = this.#links;
    let before = NO_ROW;
    for (let at = this.#head[server]!; at !== row; at = links.following(at)) before = at;
    if (before === NO_ROW) this.#head[server] = links.following(row);
    else links.follow(before, links.following(row));
    if (this.#tail[server] === row) this.#tail[server] = before;
    this.#length[server]!--;
  }
}
