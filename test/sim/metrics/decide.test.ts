/**
 * Goal: every comparison gives held, failed or undecided exactly as the interval lies to the bound.
 * Method: the full table of six comparisons by five positions of the interval, then the exact cases.
 */
import { describe, expect, it } from 'vitest';
import { clip, decide } from '../../../sim/metrics/decide.ts';
import type { Comparison } from '../../../sim/scenario/expectation.ts';

const ANY = { min: 0, max: Number.MAX_VALUE };
const COMPARISONS: readonly Comparison[] = ['<', '<=', '==', '!=', '>=', '>'];

function interval(low: number, high: number) {
  return { count: 10, mean: (low + high) / 2, low, high };
}

describe('decide, bound 10', () => {
  // In the order of COMPARISONS: h held, f failed, u undecided.
  it.each([
    { where: 'below', low: 7, high: 9, verdicts: 'hhfhff' },
    { where: 'touching from below', low: 8, high: 10, verdicts: 'uhuuuf' },
    { where: 'straddling', low: 9, high: 12, verdicts: 'uuuuuu' },
    { where: 'touching from above', low: 10, high: 12, verdicts: 'fuuuhu' },
    { where: 'above', low: 11, high: 13, verdicts: 'fffhhh' },
    { where: 'exactly there, without spread', low: 10, high: 10, verdicts: 'fhhfhf' },
    { where: 'below, without spread', low: 9, high: 9, verdicts: 'hhfhff' },
  ])('$where', ({ low, high, verdicts }) => {
    const found = COMPARISONS.map((comparison) => decide(interval(low, high), comparison, 10, ANY)[0]);
    expect(found.join('')).toBe(verdicts);
  });

  it('takes the point where there is no interval', () => {
    const point = { count: 1, mean: 10, low: null, high: null };
    expect(COMPARISONS.map((comparison) => decide(point, comparison, 10, ANY)[0]).join('')).toBe('fhhfhf');
  });
});

describe('decide at the end of what is possible', () => {
  it('lets one event in one replication refute "never", though the interval reaches below zero', () => {
    const oneInTen = { count: 10, mean: 0.1, low: -0.126, high: 0.326 };
    expect(COMPARISONS.map((comparison) => decide(oneInTen, comparison, 0, ANY)[0]).join('')).toBe('fffhhh');
  });

  it('lets one failure refute "all of them"', () => {
    const nearlyAll = { count: 10, mean: 0.9999, low: 0.9997, high: 1.0001 };
    expect(decide(nearlyAll, '==', 1, { min: 0, max: 1 })).toBe('failed');
    expect(decide(nearlyAll, '>=', 1, { min: 0, max: 1 })).toBe('failed');
    expect(decide(nearlyAll, '<', 1, { min: 0, max: 1 })).toBe('held');
  });

  it('cuts off the part of an interval that is impossible', () => {
    expect(clip({ count: 3, mean: 1, low: -2, high: 4 }, ANY)).toEqual({ low: 0, high: 4 });
    expect(clip({ count: 3, mean: 0.9, low: 0.7, high: 1.1 }, { min: 0, max: 1 })).toEqual({ low: 0.7, high: 1 });
  });
});
