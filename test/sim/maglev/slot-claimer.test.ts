/**
 * Goal: the shared core claims along the permutation, keeps count, and leaves its inputs alone. Method: one backend's walk against the
 * formula for every skip of a small prime.
 */
import { expect, it } from 'vitest';
import { SlotClaimer } from '../../../sim/maglev/slot-claimer.ts';

it('a lone backend claims (offset + j * skip) mod M in order, for every skip', () => {
  for (let skip = 1; skip < 13; skip++) {
    const claimer = new SlotClaimer(Int32Array.of(5), Int32Array.of(skip), 13);
    for (let j = 0; j < 13; j++) {
      expect(claimer.slots[(5 + j * skip) % 13]).toBe(-1);
      claimer.claim(0);
      expect(claimer.slots[(5 + j * skip) % 13]).toBe(0);
      expect(claimer.remaining).toBe(12 - j);
    }
  }
});

it('passes over slots of others, and does not write to the offsets it was given', () => {
  const offsets = Int32Array.of(3, 3);
  const claimer = new SlotClaimer(offsets, Int32Array.of(1, 2), 7);
  for (const backend of [0, 1, 0, 1]) claimer.claim(backend);
  expect([...claimer.slots]).toEqual([1, -1, -1, 0, 0, 1, -1]);
  expect([...offsets]).toEqual([3, 3]);
});
