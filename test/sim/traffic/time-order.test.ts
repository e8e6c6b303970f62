/**
 * Goal: a block's rows come out by (time, row), whatever the times.
 * Method: against an ordinary sort, for random and for hostile blocks (all equal, all in one cell, at both ends).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillInOrderOfTime } from '../../../sim/traffic/time-order.ts';

function ordered(times: readonly number[], start: number, end: number): number[] {
  const order = new Int32Array(times.length);
  // Whatever an earlier block left in the scratch.
  const places = new Int32Array(times.length + 1).fill(3);
  fillInOrderOfTime(Float64Array.from(times), times.length, start, end, order, places);
  return [...order];
}

function sorted(times: readonly number[]): number[] {
  return times.map((_, row) => row).sort((a, b) => times[a]! - times[b]! || a - b);
}

describe('order of time', () => {
  it('is that of a stable sort', () => {
    const block = fc
      .tuple(fc.nat(1e12), fc.integer({ min: 1, max: 1e7 }))
      .chain(([start, length]) =>
        fc.tuple(
          fc.constant(start),
          fc.constant(length),
          fc.array(
            fc.oneof(fc.nat(length - 1), fc.constant(0), fc.constant(length - 1), fc.nat(Math.min(3, length - 1))),
            { maxLength: 200 },
          ),
        ),
      );
    fc.assert(
      fc.property(block, ([start, length, offsets]) => {
        const times = offsets.map((offset) => start + offset);
        expect(ordered(times, start, start + length)).toEqual(sorted(times));
      }),
      { numRuns: 300 },
    );
  });

  it('leaves the rows of one instant as they are', () => {
    expect(ordered([5, 5, 5, 5], 5, 6)).toEqual([0, 1, 2, 3]);
  });

  it('takes an empty block', () => {
    expect(ordered([], 0, 10)).toEqual([]);
  });
});
