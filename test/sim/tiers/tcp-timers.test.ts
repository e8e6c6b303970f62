/**
 * Goal: repetitions come when Linux sends them. Method: the instants measured on a machine beside those that
 * the schedules and the wheel give.
 */
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../sim/kernel/time.ts';
import {
  DOUBLING_SYN_GAPS_US,
  dataGapUs,
  LINEAR_SYN_GAPS_US,
  TICK_US,
  wheelExpiry,
} from '../../../sim/tiers/tcp-timers.ts';

/** Instants of the repetitions after a first sending at `startUs`, s after it. */
function repetitions(gapsUs: readonly number[], startUs: number): number[] {
  let at = startUs;
  return gapsUs.map((gapUs) => {
    at = wheelExpiry(at, gapUs, TICK_US);
    return (at - startUs) / SECOND;
  });
}

describe('SYN', () => {
  it.each([
    ['linear, then doubling', LINEAR_SYN_GAPS_US, [1.03, 2.05, 3.08, 4.1, 5.13, 7.14, 11.27, 19.46]],
    ['doubling at once', DOUBLING_SYN_GAPS_US.slice(0, 4), [1.01, 3.03, 7.19, 15.38]],
  ])('%s: the instants measured are possible ones', (_, gapsUs, measured) => {
    // Each instant depends on where in a bucket of the wheel the first SYN fell: all places of
    // the coarsest bucket are tried.
    const starts = Array.from({ length: 512 }, (__, place) => place * 4_000 + 1_234);
    measured.forEach((instant, at) => {
      const possible = starts.map((start) => repetitions(gapsUs, start)[at]!);
      expect(Math.min(...possible)).toBeLessThanOrEqual(instant + 0.005);
      expect(Math.max(...possible)).toBeGreaterThanOrEqual(instant - 0.005);
    });
  });

  it('keeps the measured instants to 20 ms on average', () => {
    const starts = Array.from({ length: 512 }, (__, place) => place * 4_000 + 1_234);
    const mean = (at: number): number =>
      starts.reduce((sum, start) => sum + repetitions(LINEAR_SYN_GAPS_US, start)[at]!, 0) / starts.length;
    [1.03, 2.05, 3.08, 4.1, 5.13].forEach((measured, at) => {
      expect(Math.abs(mean(at) - measured)).toBeLessThan(0.02);
    });
  });
});

describe('request', () => {
  it('is repeated at 0.207, 0.415, 0.831, 1.663 and 3.328 s, to a bucket of the wheel', () => {
    const gaps = [1, 2, 3, 4, 5].map((sent) => dataGapUs(sent)!);
    const starts = Array.from({ length: 512 }, (_, place) => place * 4_000 + 1_234);
    const instants = starts.map((start) => repetitions(gaps, start));
    const bucketS = [0.004, 0.008, 0.036, 0.036, 0.26];
    [0.207, 0.415, 0.831, 1.663, 3.328].forEach((measured, at) => {
      const nearest = Math.min(...instants.map((each) => Math.abs(each[at]! - measured)));
      expect(nearest).toBeLessThan(0.003);
      for (const each of instants) expect(Math.abs(each[at]! - measured)).toBeLessThan(bucketS[at]!);
    });
  });

  it('is given up after eight', () => {
    expect(dataGapUs(8)).not.toBeNull();
    expect(dataGapUs(9)).toBeNull();
  });
});

describe('wheel', () => {
  it('fires timers of one bucket together, never early, at most a bucket late', () => {
    const fired = new Set<number>();
    for (let now = 0; now < 32_000; now += 1_000) {
      const at = wheelExpiry(now, SECOND, TICK_US);
      expect(at - now).toBeGreaterThan(SECOND);
      expect(at - now).toBeLessThanOrEqual(SECOND + 32_000);
      fired.add(at);
    }
    // 1 s is no multiple of a bucket's 32 ms, so a bucket's length of starts meets two.
    expect(fired.size).toBe(2);
  });

  it('is exact without a tick', () => {
    expect(wheelExpiry(123, 1_000_000, 0)).toBe(1_000_123);
  });
});
