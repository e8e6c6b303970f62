/**
 * Goal: waits between tries follow the formulas of the AWS simulator, within their bounds and with their means.
 * Method: table for what is fixed, many draws for what is not.
 */
import { describe, expect, it } from 'vitest';
import { backoffUs } from '../../../../sim/designs/parts/backoff.ts';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import { duration } from '../../../../sim/kernel/time.ts';
import type { BackoffKind } from '../../../../sim/scenario/resolved-retry.ts';

const BASE = 1_000;
const CAP = 10_000;

function waits(kind: BackoffKind, failedCount: number, before = 0): number[] {
  const chance = new RandomStreams('backoff', 0).stream(kind);
  const backoff = { kind, base: duration(BASE), cap: duration(CAP) };
  return Array.from({ length: 10_000 }, () => backoffUs(backoff, failedCount, before, chance));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('backoff', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [4, 8_000],
    [5, 10_000],
    [2_000, 10_000],
  ])('is exponential with a cap: after %d failures %d us', (failedCount, expected) => {
    expect(new Set(waits('exponential', failedCount))).toEqual(new Set([expected]));
  });

  it('is constant, or nothing where there is none', () => {
    expect(new Set(waits('constant', 7))).toEqual(new Set([BASE]));
    expect(backoffUs(null, 3, 0, new RandomStreams('b', 0).stream('none'))).toBe(0);
  });

  it.each([
    ['fullJitter', 0, 8_000, 4_000],
    ['equalJitter', 4_000, 8_000, 6_000],
    ['decorrelatedJitter', 1_000, 6_000, 3_500],
  ] as const)(
    '%s of the fourth failure, 2 ms after the third, is uniform over %d to %d us',
    (kind, low, high, middle) => {
      const drawn = waits(kind, 4, 2_000);
      expect(Math.min(...drawn)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...drawn)).toBeLessThanOrEqual(high);
      // Five standard errors of a uniform variate's mean.
      expect(Math.abs(mean(drawn) - middle)).toBeLessThan((5 * (high - low)) / Math.sqrt(12 * 10_000));
    },
  );
});
