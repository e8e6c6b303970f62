/**
 * The Maglev lookup table when the turn rule is the paper's: every backend one turn a round, in index order.
 *
 * Also what all dialects share: an offset and a skip for each backend, and slots filled by `SlotClaimer`.
 */
import { SlotClaimer } from './slot-claimer.ts';

/** Where each backend's permutation of the slots begins, and its step. */
export interface Permutations {
  /** First preferred slot, 0 .. tableSize - 1. */
  readonly offsets: Int32Array;
  /** Step to the next preferred slot, 1 .. tableSize - 1. */
  readonly skips: Int32Array;
}

/** Slot -> backend, equal turns; every slot is `UNCLAIMED` where there are no backends. Costs O(tableSize log tableSize). */
export function fillByEqualTurns({ offsets, skips }: Permutations, tableSize: number): Int32Array {
  const claimer = new SlotClaimer(offsets, skips, tableSize);
  const count = offsets.length;
  if (count === 0) return claimer.slots;
  for (let backend = 0; claimer.remaining > 0; backend = backend + 1 < count ? backend + 1 : 0) claimer.claim(backend);
  return claimer.slots;
}

/**
 * Slot -> backend, turns in proportion to weight: a backend gathers its weight every round and takes a turn for each full maximum.
 *
 * Katran's second version; Eisenbud proposed it there (facebookincubator/katran pull request 95). Every backend of positive weight gets
 * a turn at the latest when maximum / weight rounds are over.
 *
 * @param weights whole numbers >= 0 whose maximum is positive; a backend of weight 0 gets nothing
 */
export function fillByGatheredWeight(claimer: Claimer, weights: ArrayLike<number>): void {
  let maximum = 0;
  for (let backend = 0; backend < weights.length; backend++) maximum = Math.max(maximum, weights[backend]!);
  if (maximum === 0) return;
  const gathered = new Float64Array(weights.length);
  for (let backend = 0; claimer.remaining > 0; backend = backend + 1 < weights.length ? backend + 1 : 0) {
    const sum = gathered[backend]! + weights[backend]!;
    if (sum < maximum) {
      gathered[backend] = sum;
    } else {
      gathered[backend] = sum - maximum;
      claimer.claim(backend);
    }
  }
}

/** What a turn rule needs of the slots: how many are left, and the next claim. */
export interface Claimer {
  readonly remaining: number;
  claim(backend: number): void;
}

/** How many slots each of `backendCount` backends owns. */
export function countSlots(slots: ArrayLike<number>, backendCount: number): Int32Array {
  const counts = new Int32Array(backendCount);
  for (let slot = 0; slot < slots.length; slot++) {
    const owner = slots[slot]!;
    if (owner >= 0) counts[owner]!++;
  }
  return counts;
}
