/**
 * The shared core of every Maglev table: each backend walks its own permutation of the slots and
 * claims the next one still empty.
 *
 * A permutation is (offset + j * skip) mod M, walked as a running position: no modulo, no permutation kept (Eisenbud et
 * al., NSDI 2016, section 3.4). Half of all steps would go into the last sqrt(M) slots, so there the step at which the
 * walk meets each free slot is solved for instead; the claims are the same. Who claims when, the turn rule, is what
 * dialects differ in: theirs, not this class's.
 */

/** Marks a slot without an owner. */
export const UNCLAIMED = -1;

export class SlotClaimer {
  /** Slot -> index of the backend that claimed it, or `UNCLAIMED`. */
  readonly slots: Int32Array;
  /** How many slots are still empty. */
  remaining: number;
  /** The slot each backend tries next. */
  readonly #positions: Int32Array;
  /** tableSize - skip: stepping back by it is stepping on by the skip. */
  readonly #backSteps: Int32Array;
  /** One bit a slot, set when it is claimed: 8 KB at 65,537 slots, which stay in the first-level cache. */
  readonly #claimed: Int32Array;
  /** With this many slots left or fewer, the next claim is solved for. */
  readonly #solveFrom: number;
  /**
   * The last free slots in any order, once they are few enough; the first `remaining`
   * count. Doubles, for the arithmetic.
   */
  readonly #free: Float64Array;

  /**
   * @param offsets first preferred slot of each backend, 0 .. tableSize - 1
   * @param skips step between preferred slots, 1 .. tableSize - 1
   * @param tableSize prime, below 2^26, so that the product of two slots is an exact double
   */
  constructor(offsets: Int32Array, skips: Int32Array, tableSize: number) {
    this.slots = new Int32Array(tableSize).fill(UNCLAIMED);
    this.remaining = tableSize;
    this.#positions = offsets.slice();
    this.#backSteps = skips.map((skip) => tableSize - skip);
    this.#claimed = new Int32Array((tableSize >>> 5) + 1);
    this.#solveFrom = Math.floor(Math.sqrt(tableSize));
    this.#free = new Float64Array(this.#solveFrom);
  }

  /**
   * One round of turns: each of the first `count` backends of `turns`, in order, claims the next slot it
   * prefers among the empty ones. Stops when no slot is left. Hot; a claim costs tableSize / remaining
   * steps, and at most sqrt(tableSize).
   */
  claimRound(turns: Int32Array, count: number): void {
    const walked = this.#claimByWalking(turns, Math.min(count, this.remaining - this.#solveFrom));
    for (let turn = walked; turn < count && this.remaining > 0; turn++) this.#claimBySolving(turns[turn]!);
  }

  /** Walks for the first `count` turns, none where `count` is negative; how many that were. */
  #claimByWalking(turns: Int32Array, count: number): number {
    if (count <= 0) return 0;
    const slots = this.slots;
    const claimed = this.#claimed;
    const positions = this.#positions;
    const backSteps = this.#backSteps;
    const tableSize = slots.length | 0;
    for (let turn = 0; turn < count; turn++) {
      const backend = turns[turn]!;
      const backStep = backSteps[backend]!;
      let position = positions[backend]!;
      // Stepping back makes the sign bit say whether to add the table's size: no branch to mispredict.
      while ((claimed[position >>> 5]! >>> position) & 1) {
        position = (position - backStep) | 0;
        position = (position + ((position >> 31) & tableSize)) | 0;
      }
      claimed[position >>> 5]! |= 1 << position;
      slots[position] = backend;
      position = (position - backStep) | 0;
      positions[backend] = position + ((position >> 31) & tableSize);
    }
    this.remaining -= count;
    if (this.remaining === this.#solveFrom) this.#listFreeSlots();
    return count;
  }

  /** Of the free slots, claims the one that the walk would meet first. Costs `remaining` steps. */
  #claimBySolving(backend: number): void {
    const free = this.#free;
    const remaining = this.remaining;
    const tableSize = this.slots.length;
    const backStep = this.#backSteps[backend]!;
    const toSlotZero = tableSize - this.#positions[backend]!;
    const inverse = modularInverse(tableSize - backStep, tableSize);
    const reciprocal = 1 / tableSize;
    let nearest = 0;
    let fewestSteps = tableSize;
    for (let at = 0; at < remaining; at++) {
      // slot = position + steps * skip (mod tableSize), solved for steps; the rounded quotient is off by one at most.
      const product = (free[at]! + toSlotZero) * inverse;
      let steps = product - Math.floor(product * reciprocal) * tableSize;
      if (steps < 0) steps += tableSize;
      else if (steps >= tableSize) steps -= tableSize;
      if (steps < fewestSteps) {
        fewestSteps = steps;
        nearest = at;
      }
    }
    const slot = free[nearest]!;
    this.slots[slot] = backend;
    this.#positions[backend] = slot >= backStep ? slot - backStep : slot - backStep + tableSize;
    this.remaining = remaining - 1;
    free[nearest] = free[remaining - 1]!;
  }

  #listFreeSlots(): void {
    const claimed = this.#claimed;
    let count = 0;
    for (let word = 0; word < claimed.length; word++) {
      for (let free = ~claimed[word]!; free !== 0; free &= free - 1) {
        const slot = word * 32 + 31 - Math.clz32(free & -free);
        if (slot < this.slots.length) this.#free[count++] = slot;
      }
    }
  }
}

/**
 * The x in 1 .. modulus - 1 with value * x = 1 (mod modulus), by the extended Euclidean algorithm; `modulus` is prime.
 */
function modularInverse(value: number, modulus: number): number {
  let remainder = modulus;
  let nextRemainder = value;
  let inverse = 0;
  let nextInverse = 1;
  while (nextRemainder !== 0) {
    const quotient = Math.floor(remainder / nextRemainder);
    const newRemainder = remainder - quotient * nextRemainder;
    remainder = nextRemainder;
    nextRemainder = newRemainder;
    const newInverse = inverse - quotient * nextInverse;
    inverse = nextInverse;
    nextInverse = newInverse;
  }
  return inverse < 0 ? inverse + modulus : inverse;
}
