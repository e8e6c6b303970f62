/**
 * Goal: draws by number are uniform, independent between neighbouring numbers, and belong to their pair and key alone.
 * Method: Kolmogorov-Smirnov over subjects, turns and places in the list; correlation between neighbours; an exhaustive
 * look for repeated draws; draws asked for in another order.
 */
import { describe, expect, it } from 'vitest';
import { KeyedUniforms } from '../../../sim/kernel/keyed-uniforms.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { correlationZ, kolmogorovSmirnov } from '../../support/statistics.ts';

const COUNT = 200_000;

function keyed(name = 'a'): KeyedUniforms {
  return new KeyedUniforms(new RandomStreams('keyed', 0).stream(name));
}

/** The draw at `index` of COUNT pairs. */
function drawsOf(pair: (number: number) => readonly [number, number], index: number, uniforms = keyed()): Float64Array {
  const out = new Float64Array(3);
  return Float64Array.from({ length: COUNT }, (_, number) => {
    uniforms.fill(...pair(number), out);
    return out[index]!;
  });
}

describe.each([
  ['subjects', (number: number) => [number, 0] as const],
  ['turns', (number: number) => [7, number] as const],
  ['far apart', (number: number) => [Math.imul(number, 0x9e3779b1), number & 3] as const],
])('over %s', (_, pair) => {
  it.each([0, 1, 2])('draw %i is uniform, and independent of its neighbours', (index) => {
    const drawn = drawsOf(pair, index);
    expect(kolmogorovSmirnov(drawn, (x) => x)).toBeLessThan(1.95);
    for (const lag of [1, 2, 8, 256]) {
      expect(Math.abs(correlationZ(drawn.subarray(lag), drawn.subarray(0, -lag)))).toBeLessThan(4);
    }
  });

  it('the draws of one pair are independent of each other', () => {
    const [first, second, third] = [0, 1, 2].map((index) => drawsOf(pair, index)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    expect(Math.abs(correlationZ(first, second))).toBeLessThan(4);
    expect(Math.abs(correlationZ(first, third))).toBeLessThan(4);
    expect(Math.abs(correlationZ(second, third))).toBeLessThan(4);
  });
});

it('no two of 250,000 pairs draw alike, and none as the same pair under another key', () => {
  const out = new Float64Array(1);
  const seen = new Set<number>();
  for (const name of ['a', 'b']) {
    const uniforms = keyed(name);
    for (let subject = 0; subject < 500; subject++) {
      for (let turn = 0; turn < 250; turn++) {
        uniforms.fill(subject, turn, out);
        seen.add(out[0]!);
      }
    }
  }
  // 2^52 values: a repetition among 250,000 has a chance of one in 140,000.
  expect(seen.size).toBe(250_000);
});

it('depends on the pair alone, not on what was drawn before or how many are asked for', () => {
  const uniforms = keyed();
  const [first, again, longer] = [new Float64Array(2), new Float64Array(2), new Float64Array(5)];
  uniforms.fill(3, 4, first);
  uniforms.fill(4, 3, again);
  expect(again).not.toEqual(first);
  uniforms.fill(3, 4, again);
  uniforms.fill(3, 4, longer);
  expect(again).toEqual(first);
  expect(longer.subarray(0, 2)).toEqual(first);
});
