/**
 * The shared core of every Maglev table: each backend walks its own permutation of the slots and claims the next one still empty.
 *
 * A permutation is (offset + j * skip) mod M, walked as a running position with a conditional subtraction: no modulo, no permutation
 * kept (Eisenbud et al., NSDI 2016, section 3.4). Who claims when, the turn rule, is what dialects differ in: theirs, not this class's.
 */

/** Marks a slot without an owner. */
export const UNCLAIMED = -1;

export class SlotClaimer {
  /** Slot -> index of the backend that claimed it, or `UNCLAIMED`. */
  readonly slots: Int32Array;
  /** How many slots are still empty. */
  remaining: number;
  readonly #positions: Int32Array;
  readonly #skips: Int32Array;

  /**
   * @param offsets first preferred slot of each backend, 0 .. tableSize - 1
   * @param skips step between preferred slots, 1 .. tableSize - 1
   * @param tableSize prime, at most 2^30, so that a position plus a skip stays a 31-bit integer
   */
  constructor(offsets: Int32Array, skips: Int32Array, tableSize: number) {
    this.slots = new Int32Array(tableSize).fill(UNCLAIMED);
    this.remaining = tableSize;
    this.#positions = offsets.slice();
    this.#skips = skips;
  }

  /** Gives `backend` the next slot it prefers among the empty ones. Hot; needs `remaining > 0`. Costs tableSize / remaining tries. */
  claim(backend: number): void {
    const slots = this.slots;
    const tableSize = slots.length;
    const skip = this.#skips[backend]!;
    let position = this.#positions[backend]!;
    while (slots[position]! >= 0) {
      position += skip;
      if (position >= tableSize) position -= tableSize;
    }
    slots[position] = backend;
    position += skip;
    this.#positions[backend] = position >= tableSize ? position - tableSize : position;
    this.remaining--;
  }
}
