/**
 * Goal: the shared core claims along the permutation, keeps count, and leaves its inputs alone; the last slots,
 * which it solves for, are the ones that walking finds. Method: walks by the formula, for every skip of a small
 * prime and for random backends.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SlotClaimer } from '../../../sim/maglev/slot-claimer.ts';

it('a lone backend claims (offset + j * skip) mod M in order, for every skip', () => {
  for (let skip = 1; skip < 13; skip++) {
    const claimer = new SlotClaimer(Int32Array.of(5), Int32Array.of(skip), 13);
    for (let j = 0; j < 13; j++) {
      expect(claimer.slots[(5 + j * skip) % 13]).toBe(-1);
      claimer.claimRound(Int32Array.of(0), 1);
      expect(claimer.slots[(5 + j * skip) % 13]).toBe(0);
      expect(claimer.remaining).toBe(12 - j);
    }
  }
});

it('passes over slots of others, and does not write to the offsets it was given', () => {
  const offsets = Int32Array.of(3, 3);
  const claimer = new SlotClaimer(offsets, Int32Array.of(1, 2), 7);
  claimer.claimRound(Int32Array.of(0, 1, 0, 1, 9), 4);
  expect([...claimer.slots]).toEqual([1, -1, -1, 0, 0, 1, -1]);
  expect([...offsets]).toEqual([3, 3]);
});

/** The slots that each turn claims, walking one step at a time. */
function walk(
  offsets: readonly number[],
  skips: readonly number[],
  turns: readonly number[],
  tableSize: number,
): number[] {
  const slots = new Array<number>(tableSize).fill(-1);
  const positions = [...offsets];
  for (const backend of turns.slice(0, tableSize)) {
    while (slots[positions[backend]!]! >= 0) positions[backend] = (positions[backend]! + skips[backend]!) % tableSize;
    slots[positions[backend]!] = backend;
    positions[backend] = (positions[backend]! + skips[backend]!) % tableSize;
  }
  return slots;
}

it('claims what a walk claims, down to the last slot, whatever the rounds', () => {
  const setup = fc.constantFrom(2, 3, 7, 31, 251, 1021).chain((tableSize) =>
    fc.record({
      tableSize: fc.constant(tableSize),
      pairs: fc.array(
        fc.tuple(fc.integer({ min: 0, max: tableSize - 1 }), fc.integer({ min: 1, max: tableSize - 1 })),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      choices: fc.array(fc.nat(), { minLength: tableSize + 3, maxLength: tableSize + 3 }),
      roundLength: fc.integer({ min: 1, max: 40 }),
    }),
  );
  fc.assert(
    fc.property(setup, ({ tableSize, pairs, choices, roundLength }) => {
      const offsets = pairs.map(([offset]) => offset);
      const skips = pairs.map(([, skip]) => skip);
      const turns = choices.map((choice) => choice % pairs.length);
      const claimer = new SlotClaimer(Int32Array.from(offsets), Int32Array.from(skips), tableSize);
      for (let at = 0; at < turns.length; at += roundLength) {
        const round = Int32Array.from(turns.slice(at, at + roundLength));
        claimer.claimRound(round, round.length);
      }
      expect([...claimer.slots]).toEqual(walk(offsets, skips, turns, tableSize));
      expect(claimer.remaining).toBe(0);
    }),
  );
});

it('is exact at the greatest table size of any dialect', () => {
  // 5,000,011 is Envoy's bound; products of slots there come near 2^46.
  const offsets = [4_999_999, 17];
  const skips = [5_000_010, 2_500_007];
  const claimer = new SlotClaimer(Int32Array.from(offsets), Int32Array.from(skips), 5_000_011);
  while (claimer.remaining > 0) claimer.claimRound(Int32Array.of(0, 1), 2);
  // Backend 0 steps back by one from its offset; backend 1 is its inverse's multiple:
  // every slot is owned, half by each.
  expect(claimer.slots.reduce((sum, owner) => sum + owner, 0)).toBe(2_500_005);
  expect(claimer.slots.indexOf(-1)).toBe(-1);
});
