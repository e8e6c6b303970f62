/**
 * Goal: an interval means what it says against a tolerance of 1, for metrics with and without a better
 * direction. Method: a table of intervals.
 */
import { expect, test } from 'vitest';
import { judgeChange } from '../../../../sim/metrics/comparison/judge-change.ts';

const between = (low: number, high: number) => ({ count: 5, mean: (low + high) / 2, low, high });

test.each([
  // low, high, lower is better, higher is better, neither
  [1.5, 2.5, 'worse', 'better', 'changed'],
  [-2.5, -1.5, 'better', 'worse', 'changed'],
  [-0.5, 0.5, 'within', 'within', 'within'],
  [0.2, 0.8, 'within', 'within', 'within'],
  [0.5, 1.5, 'open', 'better', 'open'],
  [-1.5, -0.5, 'better', 'open', 'open'],
  [-0.5, 1.5, 'open', 'open', 'open'],
  [-1.5, 1.5, 'open', 'open', 'open'],
  [-1, 1, 'within', 'within', 'within'],
] as const)('[%d, %d] of a metric that is better lower: %s, higher: %s, neither: %s', (low, high, ...states) => {
  const found = (['lower', 'higher', 'neither'] as const).map((better) => judgeChange(between(low, high), better, 1));
  expect(found).toEqual(states);
});

test.each([
  [between(0.1, 0.2), 'worse'],
  [between(-0.2, -0.1), 'better'],
  [between(-0.1, 0.2), 'open'],
  [between(0, 0.2), 'open'],
  [between(0.1, 0.1), 'worse'],
  [{ count: 1, mean: 5, low: null, high: null }, 'open'],
])('without a tolerance, case %#', (difference, state) => {
  expect(judgeChange(difference, 'lower', 0)).toBe(state);
});
