/**
 * Goal: shares move from the fuller to the emptier backends of a region, within bounds, and nothing else moves.
 * Method: tables of fills and the factors they give.
 */
import { expect, it } from 'vitest';
import { correctShares } from '../../../sim/fleet/share-correction.ts';

const LAW = { gain: 0.5, most: 4 };

function corrected(fill: readonly number[], factor: readonly number[] = fill.map(() => 1)): number[] {
  const factors = Float64Array.from(factor);
  const plan = { backendsOfRegion: [Int32Array.from(fill, (_, backend) => backend)] };
  correctShares(factors, Float64Array.from(fill), new Float64Array(fill.length).fill(10), plan, LAW);
  return [...factors];
}

it.each([
  ['even fills', [0.5, 0.5], [1, 1]],
  ['one twice the other', [0.8, 0.4], [1 - 0.5 * 0.25, 1 + 0.5 / 3]],
  ['an idle one', [0.4, 0], [0.75, 1.5]],
  ['an idle region', [0, 0], [1, 1]],
  ['one that does not report', [0.8, Number.NaN, 0.8], [1, 1, 1]],
])('%s', (_, fill, factors) => {
  corrected(fill).forEach((factor, backend) => {
    expect(factor).toBeCloseTo(factors[backend]!, 12);
  });
});

it('stays within its bounds, however long a difference lasts', () => {
  let factors = [1, 1];
  for (let report = 0; report < 20; report++) factors = corrected([1, 0.1], factors);
  expect(factors).toEqual([0.25, 4]);
});

it('regions are apart', () => {
  const factors = Float64Array.of(1, 1);
  const plan = { backendsOfRegion: [Int32Array.of(0), Int32Array.of(1)] };
  correctShares(factors, Float64Array.of(0.9, 0.1), Float64Array.of(1, 1), plan, LAW);
  expect([...factors]).toEqual([1, 1]);
});
