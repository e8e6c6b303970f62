/**
 * Goal: Figure 12 of the paper. Method: its protocol (1000 backends, k removed at random, 200 draws; fewer at the large
 * size) against the values of an independent implementation, whose spread over eight seeds is within 3%.
 */
import { describe, expect, it } from 'vitest';
import { type Figure12Point, figure12Point } from '../../../../sim/maglev/analysis/figure-12.ts';

const point = (tableSize: number, removedCount: number, drawCount: number, backendCount = 1000): Figure12Point =>
  figure12Point({ tableSize, backendCount, removedCount, drawCount, seed: 'figure-12' });

const within = (measured: number, expectedPercent: number, tolerance: number): void => {
  expect(Math.abs((100 * measured) / expectedPercent - 1), `${100 * measured}% for ${expectedPercent}%`).toBeLessThan(
    tolerance,
  );
};

describe('M = 65,537', () => {
  it.each([
    [1, 200, 0.68, 0.58],
    [2, 200, 1.19, 0.99],
    [5, 100, 2.31, 1.81],
    [10, 100, 3.32, 2.32],
    [15, 50, 3.79, 2.29],
    [20, 50, 4.65, 2.65],
    [30, 50, 5.79, 2.79],
    [50, 50, 8.25, 3.26],
    [100, 50, 13.54, 3.54],
    [200, 50, 23.48, 3.48],
  ])('%i removed, %i draws: %d percent changed, %d of survivors', (removedCount, drawCount, changed, extra) => {
    const measured = point(65_537, removedCount, drawCount);
    within(measured.changed.mean, changed, 0.03);
    within(measured.extra.mean, extra, 0.045);
    // What changed beyond the survivors' entries is the entries of those removed: k of 1000 to within a slot each.
    expect(measured.changed.mean - measured.extra.mean).toBeCloseTo(removedCount / 1000, 3);
  });
});

describe('M = 655,373: the larger table is more resilient', () => {
  it.each([
    [1, 20, 0.43],
    [10, 10, 1.58],
    [100, 6, 11.04],
  ])('%i removed, %i draws: %d percent changed', (removedCount, drawCount, changed) => {
    const measured = point(655_373, removedCount, drawCount);
    within(measured.changed.mean, changed, 0.03);
    expect(measured.changed.mean).toBeLessThan(point(65_537, removedCount, drawCount).changed.mean);
  });
});

describe('one failure by number of backends, M = 65,537', () => {
  // Not monotone: what moves follows from how the counts of turns change between floor and ceiling.
  it.each([
    [10, 10.23],
    [50, 2.45],
    [100, 1.556],
    [250, 1.1],
    [500, 1.09],
    [655, 0.96],
  ])('%i backends: %d percent', (backendCount, changed) => {
    within(point(65_537, 1, 100, backendCount).changed.mean, changed, 0.06);
  });
});

it('an estimate carries its interval, and the same seed gives the same point', () => {
  const first = figure12Point({ tableSize: 4093, backendCount: 50, removedCount: 2, drawCount: 20, seed: 'a' });
  expect(first.changed.low!).toBeLessThan(first.changed.mean);
  expect(first.changed.high!).toBeGreaterThan(first.changed.mean);
  expect(figure12Point({ tableSize: 4093, backendCount: 50, removedCount: 2, drawCount: 20, seed: 'a' })).toEqual(
    first,
  );
  expect(figure12Point({ tableSize: 4093, backendCount: 50, removedCount: 2, drawCount: 20, seed: 'b' })).not.toEqual(
    first,
  );
});
