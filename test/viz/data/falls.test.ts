/**
 * Goal: a fall is dated as exactly as it is known, and no more exactly. Method: five intervals of 10 s with members
 * counted by hand, with and without an event that explains the fall.
 */
import { describe, expect, it } from 'vitest';
import type { EventSummary, RegionSeries } from '../../../sim/metrics/experiment-result.ts';
import { fallsOf } from '../../../viz/data/falls.ts';
import { sampleResult } from '../sample-result.ts';
import { QUIET } from '../sample-world.ts';

const [REGION] = sampleResult(QUIET).series[0]!.regions;
const TIMES_MS = [0, 10_000, 20_000, 30_000, 40_000];

function region(serviceable: readonly (number | null)[], seenHealthy: readonly (number | null)[]): RegionSeries {
  return { ...REGION!, serviceable, seenHealthy };
}

function event(kind: string, startMs: number): EventSummary {
  return { id: kind, kind, startMs, endMs: null, label: kind };
}

function falls(one: RegionSeries, events: readonly EventSummary[] = []) {
  return fallsOf(one, TIMES_MS, 50_000, events);
}

const LOST = region([4, 4, 0, 0, 0], [4, 4, 4, 0, 0]);

describe('a fall', () => {
  it('begins with the event that explains it, and was seen within two readings', () => {
    expect(falls(LOST, [event('fail', 20_000)])).toEqual([
      { onset: { lowMs: 20_000, highMs: 20_000 }, delay: { lowMs: 10_000, highMs: 20_000 } },
    ]);
    expect(falls(LOST, [event('fail', 26_500)])).toEqual([
      { onset: { lowMs: 26_500, highMs: 26_500 }, delay: { lowMs: 3_500, highMs: 13_500 } },
    ]);
  });

  it.each([
    ['no event', []],
    ['an event of the next interval, whose first instant comes after the reading', [event('fail', 30_000)]],
    ['an event that takes nobody away', [event('withdraw', 25_000), event('surge', 22_000)]],
    ['two that began at different instants', [event('fail', 20_000), event('drain', 25_000)]],
  ])('is known to the interval with %s', (_, events) => {
    expect(falls(LOST, events)).toEqual([
      { onset: { lowMs: 20_000, highMs: 30_000 }, delay: { lowMs: 0, highMs: 20_000 } },
    ]);
  });

  it('that was seen in its own interval took at most as long as that', () => {
    const quick = region([4, 4, 0, 0, 0], [4, 4, 0, 0, 0]);
    expect(falls(quick, [event('fail', 24_000)])[0]!.delay).toEqual({ lowMs: 0, highMs: 6_000 });
  });

  it('that nobody saw is told apart: members that came back first, and a run that ended first', () => {
    expect(falls(region([4, 0, 4, 4, 4], [4, 4, 4, 4, 4])).map(({ delay }) => delay)).toEqual(['unseen']);
    expect(falls(region([4, 4, 4, 4, 0], [4, 4, 4, 4, 4])).map(({ delay }) => delay)).toEqual(['open']);
    expect(falls(region([4, 4, 0, null, null], [4, 4, 4, null, null])).map(({ delay }) => delay)).toEqual(['open']);
  });

  it('is counted each time, and from the start of the run', () => {
    expect(falls(region([0, 4, 0, 0, 4], [4, 4, 0, 0, 4]))).toHaveLength(2);
    expect(falls(region([4, 4, 4, 4, 4], [0, 4, 4, 4, 4]))).toEqual([]);
  });
});
