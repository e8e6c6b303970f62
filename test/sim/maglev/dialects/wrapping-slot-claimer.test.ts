/**
 * Goal: Katran's wrapped walk ends where Katran's would, and says so where Katran's would not. Method: a skip of 2^19
 * on a ring beyond 2^13 slots, whose products repeat after 8192 steps.
 */
import { expect, it } from 'vitest';
import { WrappingSlotClaimer } from '../../../../sim/maglev/dialects/wrapping-slot-claimer.ts';

it('throws where a skip can no longer reach a free slot', () => {
  const claimer = new WrappingSlotClaimer(Int32Array.of(0), Int32Array.of(2 ** 19), 655_373);
  claimer.claimRound(new Int32Array(8192), 8192);
  expect(() => claimer.claimRound(Int32Array.of(0), 1)).toThrow(
    'a skip of 524288 never reaches the free slots of a ring of 655373',
  );
});

it('fills a small ring by any skip', () => {
  for (let skip = 1; skip < 251; skip++) {
    const claimer = new WrappingSlotClaimer(Int32Array.of(7), Int32Array.of(skip), 251);
    claimer.claimRound(new Int32Array(300), 300);
    expect(new Set(claimer.slots)).toEqual(new Set([0]));
  }
});
