/**
 * From permutations to a lookup table, by the turn rules that more than one dialect has: equal
 * turns, and turns gathered by weight.
 *
 * A turn rule makes lists of turns, round by round; `SlotClaimer` carries them out.
 */
import { SlotClaimer } from './slot-claimer.ts';

/** Where each backend's permutation of the slots begins, and its step. */
export interface Permutations {
  /** First preferred slot, 0 .. tableSize - 1. */
  readonly offsets: Int32Array;
  /** Step to the next preferred slot, 1 .. tableSize - 1. */
  readonly skips: Int32Array;
}

/** What a turn rule needs of the slots: how many are left, and a round of claims. */
export interface Claimer {
  readonly remaining: number;
  claimRound(turns: Int32Array, count: number): void;
}

/**
 * Slot -> backend, equal turns in index order; every slot is `UNCLAIMED` where there are no
 * backends. Costs O(M log M) on average.
 */
export function fillByEqualTurns({ offsets, skips }: Permutations, tableSize: number): Int32Array {
  const claimer = new SlotClaimer(offsets, skips, tableSize);
  claimRounds(claimer, Int32Array.from(offsets.keys()));
  return claimer.slots;
}

/** The same round of turns until every slot is claimed; nothing for an empty round. */
export function claimRounds(claimer: Claimer, turns: Int32Array): void {
  if (turns.length === 0) return;
  while (claimer.remaining > 0) claimer.claimRound(turns, turns.length);
}

/**
 * Turns in proportion to weight: a backend gathers its weight every round and takes a turn for each full maximum.
 *
 * Katran's second version; Eisenbud proposed it there (facebookincubator/katran pull request 95).
 *
 * @param weights whole numbers >= 0; a backend of weight 0 gets nothing, and nothing is claimed where all are 0
 */
export function fillByGatheredWeight(claimer: Claimer, weights: ArrayLike<number>): void {
  let maximum = 0;
  for (let backend = 0; backend < weights.length; backend++) maximum = Math.max(maximum, weights[backend]!);
  if (maximum === 0) return;
  const gathered = new Float64Array(weights.length);
  const turns = new Int32Array(weights.length);
  while (claimer.remaining > 0) {
    let count = 0;
    for (let backend = 0; backend < weights.length; backend++) {
      gathered[backend]! += weights[backend]!;
      if (gathered[backend]! < maximum) continue;
      gathered[backend]! -= maximum;
      turns[count++] = backend;
    }
    claimer.claimRound(turns, count);
  }
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
