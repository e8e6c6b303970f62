/**
 * Goal: the interval for two independent samples is Welch's. Method: a published example (t = -2.46, 25.0 degrees
 * of freedom, p = 0.021), whose interval must touch zero at a confidence of 1 - p; and the cases without spread,
 * with one value, and with none.
 */
import { describe, expect, test } from 'vitest';
import { pairedDifference } from '../../../sim/stats/paired-difference.ts';
import { welchDifference } from '../../../sim/stats/welch-difference.ts';

/** Wikipedia, "Welch's t-test", example 1: equal sizes, means 20.82 and 22.99. */
const A = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
const B = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];

describe('Welch’s interval', () => {
  test('agrees with the published p-value', () => {
    const { mean } = welchDifference(A, B, 0.95)!;
    expect(mean).toBeCloseTo(-2.1667, 3);
    // 0.02 of a mean difference of 2.17: a p-value printed with two digits says no more.
    expect(Math.abs(welchDifference(A, B, 1 - 0.021)!.high!)).toBeLessThan(0.02);
    expect(welchDifference(A, B, 1 - 0.025)!.high).toBeLessThan(0);
    expect(welchDifference(A, B, 1 - 0.018)!.high).toBeGreaterThan(0);
  });

  test('is symmetric around the mean, and turns with the order of the samples', () => {
    const [ab, ba] = [welchDifference(A, B, 0.9)!, welchDifference(B, A, 0.9)!];
    expect(ab.low! + ab.high!).toBeCloseTo(2 * ab.mean, 10);
    expect([ba.low, ba.high]).toEqual([-ab.high!, -ab.low!]);
  });

  test('takes samples of different size; its count is the smaller', () => {
    const estimate = welchDifference([1, 2, 3], [11, 12, 13, 14, 15], 0.95)!;
    expect(estimate).toMatchObject({ count: 3, mean: -11 });
    expect(estimate.high).toBeLessThan(0);
  });

  test('is wider than the paired one where pairs share their noise', () => {
    const shared = [3, 9, 1, 7, 5];
    const moved = shared.map((value, index) => value + 1 + 0.01 * index);
    expect(welchDifference(moved, shared, 0.95)!.low).toBeLessThan(0);
    expect(pairedDifference(moved, shared, 0.95)!.low).toBeGreaterThan(0.9);
  });

  test('without spread it is a point; with one value there is no interval; without values nothing', () => {
    expect(welchDifference([2, 2], [1, 1, 1], 0.95)).toEqual({ count: 2, mean: 1, low: 1, high: 1 });
    expect(welchDifference([2], [1, 1, 1], 0.95)).toEqual({ count: 1, mean: 1, low: null, high: null });
    expect(welchDifference([], [1], 0.95)).toBeNull();
    expect(() => welchDifference([1], [1], 1)).toThrow(RangeError);
  });
});
