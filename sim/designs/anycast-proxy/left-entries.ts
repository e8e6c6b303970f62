/**
 * Connection-table entries that flows have left behind: a router that spreads flows anew takes a flow away from a
 * machine that remembers it, and when a later change sends it back within the expiry, its entry is still there.
 *
 * One list for each connection, of the machines it was taken from and when. Nothing is kept, and nothing is
 * spent, until a router changes.
 */
import { grownFloat64, grownInt32 } from '../../kernel/grow-array.ts';

const NONE = -1;
const INITIAL_SIZE = 1_024;

export class LeftEntries {
  /** [row] the latest entry that a connection left. */
  #first = new Int32Array(0);
  /** [entry] */
  #machine = new Int32Array(INITIAL_SIZE);
  #leftAt = new Float64Array(INITIAL_SIZE);
  /** [entry] the one before it, or the next free one. */
  #next = new Int32Array(INITIAL_SIZE);
  #usedCount = 0;
  #freeHead = NONE;

  /** A connection that `machine` remembers is routed elsewhere. */
  add(row: number, machine: number, nowUs: number): void {
    if (row >= this.#first.length) this.#growRows(row);
    const entry = this.#allocate();
    this.#machine[entry] = machine;
    this.#leftAt[entry] = nowUs;
    this.#next[entry] = this.#first[row]!;
    this.#first[row] = entry;
  }

  /**
   * The connection is routed to `machine`: takes out the entry it left there. When that was, or a
   * negative number if there is none.
   */
  take(row: number, machine: number): number {
    if (row >= this.#first.length) return NONE;
    let before = NONE;
    for (let entry = this.#first[row]!; entry !== NONE; before = entry, entry = this.#next[entry]!) {
      if (this.#machine[entry] !== machine) continue;
      if (before === NONE) this.#first[row] = this.#next[entry]!;
      else this.#next[before] = this.#next[entry]!;
      this.#release(entry);
      return this.#leftAt[entry]!;
    }
    return NONE;
  }

  /** The connection is over. Hot. */
  forget(row: number): void {
    if (row >= this.#first.length) return;
    for (let entry = this.#first[row]!; entry !== NONE; ) {
      const next = this.#next[entry]!;
      this.#release(entry);
      entry = next;
    }
    this.#first[row] = NONE;
  }

  #allocate(): number {
    const free = this.#freeHead;
    if (free !== NONE) {
      this.#freeHead = this.#next[free]!;
      return free;
    }
    if (this.#usedCount === this.#machine.length) this.#growEntries();
    return this.#usedCount++;
  }

  #release(entry: number): void {
    this.#next[entry] = this.#freeHead;
    this.#freeHead = entry;
  }

  #growRows(row: number): void {
    const before = this.#first.length;
    this.#first = grownInt32(this.#first, Math.max(INITIAL_SIZE, 2 * (row + 1)));
    this.#first.fill(NONE, before);
  }

  #growEntries(): void {
    const size = 2 * this.#machine.length;
    this.#machine = grownInt32(this.#machine, size);
    this.#leftAt = grownFloat64(this.#leftAt, size);
    this.#next = grownInt32(this.#next, size);
  }
}
