/**
 * Goal: the coefficient of variation of loads.
 * Method: cases with a closed form.
 */
import { expect, it } from 'vitest';
import { coefficientOfVariation } from '../../../sim/stats/imbalance.ts';

it.each([
  { what: 'even', loads: [4, 4, 4], imbalance: 0 },
  { what: 'a single member', loads: [7], imbalance: 0 },
  { what: 'one of five takes everything: sqrt(n - 1)', loads: [0, 0, 30, 0, 0], imbalance: 2 },
  { what: 'one and three: deviation 1 over mean 2', loads: [1, 3], imbalance: 0.5 },
])('$what', ({ loads, imbalance }) => {
  expect(coefficientOfVariation(loads)).toBeCloseTo(imbalance, 12);
});

it('does not depend on the scale of the load', () => {
  const loads = [3, 9, 1, 4];
  expect(coefficientOfVariation(loads.map((load) => load * 1_000))).toBeCloseTo(coefficientOfVariation(loads)!, 12);
});

it('is unknown without load or members', () => {
  expect(coefficientOfVariation([])).toBeNull();
  expect(coefficientOfVariation([0, 0])).toBeNull();
});
