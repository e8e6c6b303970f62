/**
 * Goal: every figure lands in its row: the home side by the instant of offer, the serving side by the instant it
 * happened, windows and members by their own rules.
 * Method: a collector of two regions, three backends and six intervals, told of single connections whose
 * instants straddle the borders.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Duration, SimTime } from '../../../sim/kernel/time.ts';
import { BREAK_CAUSE_COUNT, MEMBER_LOST, POP_LOST, REHASHED } from '../../../sim/metrics/break-cause.ts';
import { Collector } from '../../../sim/metrics/collector.ts';
import { COUNTER } from '../../../sim/metrics/counters.ts';
import { flowSlices, windowRecords } from '../../../sim/metrics/flow-records.ts';
import {
  BLOCKED,
  COMPLETED,
  DROPPED,
  OUTCOME_COUNT,
  REFUSED,
  REJECTED,
  RESET,
  TIMED_OUT,
  UNFINISHED,
} from '../../../sim/metrics/outcome.ts';
import type { ResolvedTime } from '../../../sim/scenario/resolved-scenario.ts';

const SECOND = 1_000_000;
const REGIONS = 2;
const BACKENDS = 3;
const PATHS = { count: 2, metroIndex: [0, 1], ingressPop: [4, 5], servingPop: [4, -1] };

let collector: Collector;

function timeOf(durationS: number, intervalS: number, warmupS = 0): ResolvedTime {
  return {
    duration: (durationS * SECOND) as Duration,
    warmup: (warmupS * SECOND) as Duration,
    interval: (intervalS * SECOND) as Duration,
    startsAtUtcMinute: 0,
    phases: [],
  };
}

beforeEach(() => {
  const windows = [
    { id: 'all', start: (10 * SECOND) as SimTime, end: (55 * SECOND) as SimTime },
    { id: 'lost', start: (20 * SECOND) as SimTime, end: (30 * SECOND) as SimTime },
  ];
  collector = new Collector(timeOf(55, 10, 10), windows, REGIONS, BACKENDS, 5);
});

/** Cells that are not 0, as [cell, count]. */
function cells(counts: ArrayLike<number>): number[][] {
  return Array.from(counts).flatMap((count, cell) => (count === 0 ? [] : [[cell, count]]));
}

describe('home side', () => {
  it('counts offers and outcomes in the interval of the offer, whenever they end', () => {
    collector.offered(19.999999 * SECOND, 1);
    collector.ended(52 * SECOND, 19.999999 * SECOND, 0, 1, 0, 0, COMPLETED, 1_000);
    expect(cells(collector.home.offered)).toEqual([[1 * REGIONS + 1, 1]]);
    expect(cells(collector.home.outcomes)).toEqual([[(1 * REGIONS + 1) * OUTCOME_COUNT + COMPLETED, 1]]);
  });

  it('has a last interval that is shorter, and takes the very end into it', () => {
    expect(collector.intervalCount).toBe(6);
    collector.offered(55 * SECOND, 0);
    expect(cells(collector.home.offered)).toEqual([[5 * REGIONS, 1]]);
  });

  it('counts what spilled at its home, in the interval of the offer', () => {
    collector.established(31 * SECOND, 29 * SECOND, 1, 0, 0, 0, 1);
    expect(cells(collector.home.spilledOut)).toEqual([[2 * REGIONS + 1, 1]]);
    collector.established(31 * SECOND, 29 * SECOND, 0, 0, 0, 0, 1);
    expect(cells(collector.home.spilledOut)).toEqual([[2 * REGIONS + 1, 1]]);
  });
});

describe('serving side', () => {
  it('counts connections at the backend in the interval in which they were established or broke', () => {
    collector.established(31 * SECOND, 29 * SECOND, 1, 0, 2, 0, 1);
    collector.broken(40 * SECOND, 2, POP_LOST);
    expect(cells(collector.serving.established)).toEqual([[3 * BACKENDS + 2, 1]]);
    expect(cells(collector.serving.spilledIn)).toEqual([[3 * BACKENDS + 2, 1]]);
    expect(cells(collector.serving.broken)).toEqual([[4 * BACKENDS + 2, 1]]);
  });

  it('takes down samples as they are', () => {
    collector.sample(2, 1, 17, 16.5, 99.5, 5, 4, 3);
    const at = 2 * BACKENDS + 1;
    const { active, load, capacity, members, serviceable, seenHealthy } = collector.serving;
    expect([active[at], load[at], capacity[at], members[at], serviceable[at], seenHealthy[at]]).toEqual([
      17, 16.5, 99.5, 5, 4, 3,
    ]);
  });
});

describe('members', () => {
  it('are counted from the end of the warm-up on', () => {
    collector.established(9 * SECOND, 8 * SECOND, 0, 0, 0, 3, 50);
    collector.refused(9 * SECOND, 3);
    collector.established(10 * SECOND, 9 * SECOND, 0, 0, 0, 3, 7);
    collector.established(11 * SECOND, 9 * SECOND, 0, 0, 0, 3, 5);
    collector.refused(12 * SECOND, 2);
    expect([...collector.members.established]).toEqual([0, 0, 0, 2, 0]);
    expect([...collector.members.activeMax]).toEqual([0, 0, 0, 7, 0]);
    expect([...collector.members.refused]).toEqual([0, 0, 1, 0, 0]);
  });
});

describe('windows', () => {
  function flowsOf(): number[][] {
    return windowRecords(collector, PATHS, REGIONS, BACKENDS, Int16Array.of(0, 1)).map(({ flows }) =>
      flows.map(({ offered }) => offered),
    );
  }

  it('take a connection by the instant of its offer: from their start on, before their end', () => {
    for (const offeredAt of [9.999999, 10, 19.999999, 20, 29.999999, 30, 54.999999]) {
      collector.ended(54.999999 * SECOND, offeredAt * SECOND, 0, 0, 1, 2, COMPLETED, 5);
    }
    expect(flowsOf()).toEqual([[6], [2]]);
  });

  it('take a break by its own instant', () => {
    for (const brokenAt of [5, 10, 19.999999, 20, 29.999999, 30]) collector.broken(brokenAt * SECOND, 0, MEMBER_LOST);
    collector.broken(20 * SECOND, 0, REHASHED);
    expect(
      windowRecords(collector, PATHS, REGIONS, BACKENDS, Int16Array.of(0, 1)).map(({ breaks }) => [...breaks]),
    ).toEqual([
      [5, 0, 0, 0, 1, 0, 0, 0, 0, 0],
      [2, 0, 0, 0, 1, 0, 0, 0, 0, 0],
    ]);
  });

  it('take a connection that no Maglev machine remembers by the instant of its offer', () => {
    for (const offeredAt of [9.999999, 10, 20, 30]) {
      collector.count(COUNTER.unremembered, offeredAt * SECOND);
    }
    expect(
      windowRecords(collector, PATHS, REGIONS, BACKENDS, Int16Array.of(0, 1)).map(
        ({ counters }) => counters[COUNTER.unremembered],
      ),
    ).toEqual([3, 1]);
  });
});

describe('records by backend and member', () => {
  const records = () => windowRecords(collector, PATHS, REGIONS, BACKENDS, Int16Array.of(0, 1));

  it('hold outcomes by metro and backend, latency by backend, by the instant of offer; what reached no backend is in none', () => {
    collector.ended(22 * SECOND, 21 * SECOND, 0, 0, 1, 2, COMPLETED, 4_000);
    collector.ended(22 * SECOND, 15 * SECOND, 0, 0, 1, 2, COMPLETED, 6_000);
    collector.ended(22 * SECOND, 21 * SECOND, 1, 1, 0, 1, REFUSED, -1);
    collector.ended(22 * SECOND, 21 * SECOND, 1, 1, -1, -1, DROPPED, -1);
    const rows = records().map(({ backendFlows }) =>
      backendFlows.map(({ metroIndex, homeRegionIndex, backendIndex, outcomes }) => [
        metroIndex,
        homeRegionIndex,
        backendIndex,
        cells(outcomes),
      ]),
    );
    expect(rows).toEqual([
      [
        [0, 0, 2, [[COMPLETED, 2]]],
        [1, 1, 1, [[REFUSED, 1]]],
      ],
      [
        [0, 0, 2, [[COMPLETED, 1]]],
        [1, 1, 1, [[REFUSED, 1]]],
      ],
    ]);
    expect(records().map(({ backendLatency }) => backendLatency.map(({ sumUs }) => sumUs))).toEqual([
      [0, 0, 10_000],
      [0, 0, 4_000],
    ]);
  });

  it('add the paths of a metro together', () => {
    const paths = {
      count: 40,
      metroIndex: Array(40).fill(1),
      ingressPop: Array(40).fill(4),
      servingPop: Array(40).fill(4),
    };
    for (let path = 0; path < 40; path++) collector.ended(22 * SECOND, 21 * SECOND, path, 1, 0, 0, COMPLETED, 1);
    const [all] = windowRecords(collector, paths, REGIONS, BACKENDS, Int16Array.of(0, 1));
    expect(all!.backendFlows.map(({ metroIndex, outcomes }) => [metroIndex, outcomes[COMPLETED]])).toEqual([[1, 40]]);
  });

  it('count what a member took by the instant of offer', () => {
    collector.established(10 * SECOND, 9 * SECOND, 0, 0, 0, 3, 7);
    collector.established(31 * SECOND, 29 * SECOND, 0, 0, 0, 3, 7);
    collector.established(31 * SECOND, 30 * SECOND, 0, 0, 0, 4, 7);
    expect(records().map(({ memberEstablished }) => [...memberEstablished])).toEqual([
      [0, 0, 0, 1, 1],
      [0, 0, 0, 1, 0],
    ]);
  });

  it('say where the breaks were', () => {
    collector.broken(21 * SECOND, 1, POP_LOST);
    collector.broken(40 * SECOND, 2, MEMBER_LOST);
    expect(records().map(({ backendBreaks }) => cells(backendBreaks))).toEqual([
      [
        [1 * BREAK_CAUSE_COUNT + POP_LOST, 1],
        [2 * BREAK_CAUSE_COUNT + MEMBER_LOST, 1],
      ],
      [[1 * BREAK_CAUSE_COUNT + POP_LOST, 1]],
    ]);
  });
});

describe('flow records', () => {
  it('hold one row for each way and region seen, with its own outcomes and latencies', () => {
    collector.ended(22 * SECOND, 21 * SECOND, 0, 0, 1, 2, COMPLETED, 4_000);
    collector.ended(22 * SECOND, 21 * SECOND, 0, 0, 1, 2, RESET, 6_000);
    collector.ended(22 * SECOND, 21 * SECOND, 0, 0, 0, 0, COMPLETED, 9_000);
    collector.ended(22 * SECOND, 21 * SECOND, 1, 1, -1, -1, TIMED_OUT, -1);
    collector.ended(22 * SECOND, 21 * SECOND, 0, 0, -1, -1, DROPPED, -1);
    const [, lost] = windowRecords(collector, PATHS, REGIONS, BACKENDS, Int16Array.of(0, 1));
    const rows = lost!.flows.map(
      ({ metroIndex, ingressPopIndex, servingPopIndex, regionIndex, homeRegionIndex, latency }) => [
        metroIndex,
        ingressPopIndex,
        servingPopIndex,
        regionIndex,
        homeRegionIndex,
        latency.total,
        latency.sumUs,
      ],
    );
    expect(rows).toEqual([
      [0, 4, 4, -1, 0, 0, 0],
      [0, 4, 4, 0, 0, 1, 9_000],
      [0, 4, 4, 1, 0, 2, 10_000],
      [1, 5, -1, -1, 1, 0, 0],
    ]);
    expect(lost!.flows[2]!.outcomes[COMPLETED]).toBe(1);
    expect(lost!.flows[2]!.outcomes[RESET]).toBe(1);
  });

  it('grow with the paths that are seen, and lose nothing by it', () => {
    for (let path = 0; path < 200; path++) {
      for (let k = 0; k <= path % 3; k++) collector.ended(20 * SECOND, 15 * SECOND, path, 0, 1, 2, COMPLETED, path + 1);
    }
    const count = 200;
    const paths = {
      count,
      metroIndex: Array.from({ length: count }, (_, path) => path % 2),
      ingressPop: Array.from({ length: count }, (_, path) => path),
      servingPop: Array.from({ length: count }, (_, path) => path),
    };
    const [all] = windowRecords(collector, paths, REGIONS, BACKENDS, Int16Array.of(0, 1));
    expect(all!.flows.map(({ offered }) => offered)).toEqual(paths.ingressPop.map((path) => (path % 3) + 1));
    expect(all!.flows.map(({ latency }) => latency.maxUs)).toEqual(paths.ingressPop.map((path) => path + 1));
    const slices = flowSlices(collector, paths, REGIONS);
    expect(slices.flows.map(({ offered }) => [...offered])).toEqual(
      paths.ingressPop.map((path) => [0, (path % 3) + 1, 0, 0, 0, 0]),
    );
  });

  it('count slices by the region that served: what was turned away or timed out there got no answer', () => {
    for (const outcome of [COMPLETED, RESET, UNFINISHED, REFUSED, TIMED_OUT, DROPPED, BLOCKED, REJECTED]) {
      collector.ended(22 * SECOND, 21 * SECOND, 0, 0, 1, 2, outcome, -1);
    }
    const { flows } = flowSlices(collector, PATHS, REGIONS);
    expect(flows.map(({ regionIndex, offered }) => [regionIndex, offered[2]])).toEqual([
      [-1, 5],
      [1, 3],
    ]);
  });

  it('count slices by the instant of the offer, warm-up and all', () => {
    collector.ended(50 * SECOND, 1 * SECOND, 0, 0, 1, 2, COMPLETED, 5);
    collector.ended(54 * SECOND, 54 * SECOND, 0, 0, 1, 2, COMPLETED, 5);
    const { sliceUs, sliceCount, flows } = flowSlices(collector, PATHS, REGIONS);
    expect([sliceUs, sliceCount]).toEqual([10 * SECOND, 6]);
    expect([...flows[0]!.offered]).toEqual([1, 0, 0, 0, 0, 1]);
  });
});

describe('slices of a long run', () => {
  it('are at most 60, each a whole number of intervals', () => {
    for (const [durationS, intervalS] of [
      [2_400, 10],
      [3_601, 10],
      [86_400, 60],
      [60, 1],
      [61, 1],
    ] as const) {
      const time = timeOf(durationS, intervalS);
      const { slices } = new Collector(time, [], 1, 1, 1);
      expect(slices.sliceCount).toBeLessThanOrEqual(60);
      expect(slices.sliceUs % time.interval).toBe(0);
      expect(slices.sliceUs * slices.sliceCount).toBeGreaterThanOrEqual(time.duration);
    }
  });
});

describe('outcome fingerprint', () => {
  it('depends on instant, outcome and latency of every end', () => {
    const prints = [
      [22 * SECOND, COMPLETED, 4_000],
      [22 * SECOND + 1, COMPLETED, 4_000],
      [22 * SECOND, RESET, 4_000],
      [22 * SECOND, COMPLETED, 4_001],
    ].map(([endedAt, outcome, latencyUs]) => {
      const fresh = new Collector(timeOf(55, 1), [], REGIONS, BACKENDS, 5);
      fresh.ended(endedAt!, 21 * SECOND, 0, 0, 1, 2, outcome!, latencyUs!);
      return fresh.outcomeFingerprint;
    });
    expect(new Set(prints).size).toBe(4);
  });
});
