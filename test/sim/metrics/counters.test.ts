/**
 * Goal: what designs count beside connections lands in the interval and the windows of its instant, in the rows of the
 * designs that count it and of no other, and expectations measure it.
 * Method: the table held against its own rules; a collector told of single instants; hand-made runs of two kinds of
 * design whose every figure can be added up.
 */
import { describe, expect, it } from 'vitest';
import { csvText } from '../../../cli/results/csv.ts';
import { counterRows } from '../../../cli/results/tables/counter-rows.ts';
import type { Duration, SimTime } from '../../../sim/kernel/time.ts';
import { Collector } from '../../../sim/metrics/collector.ts';
import { COUNTER, COUNTER_COUNT, COUNTERS, counterOf } from '../../../sim/metrics/counters.ts';
import { mergeRuns } from '../../../sim/metrics/merge-runs.ts';
import { SUMMARY_METRICS } from '../../../sim/metrics/summary-metrics.ts';
import type { ResolvedDesign } from '../../../sim/scenario/resolved-scenario.ts';
import { SAMPLE_DESIGN } from './sample-design.ts';
import { sampleExpectation } from './sample-expectation.ts';
import { type RecordChanges, sampleContext, sampleRecord, steadyTraffic } from './sample-record.ts';

const SECOND = 1_000_000;

describe('the table', () => {
  it('gives every counter its own place, by name', () => {
    expect(COUNTERS.map(({ index }) => index)).toEqual(COUNTERS.map((_, at) => at));
    for (const { name, index } of COUNTERS) expect([COUNTER[name], counterOf(name).index]).toEqual([index, index]);
    expect(COUNTER_COUNT).toBe(COUNTERS.length);
  });

  it.each(COUNTERS)('$name says what, where and of what', ({ name, meaning, noun, holders, base }) => {
    expect(name).toMatch(/^[a-z][A-Za-z]*$/);
    for (const words of [meaning, noun, base.missing]) expect(words).toMatch(/^[A-Za-z].*[a-z]$/);
    expect(holders.where).toMatch(/^(in|by|where) /);
    // A share of a share would be of nothing that is there.
    if (base.of !== 'offered') expect(counterOf(base.of).base.of).toBe('offered');
  });

  it('has one summary metric for each counter without rows of its own', () => {
    const names = SUMMARY_METRICS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, hasSummaryRow } of COUNTERS.filter((counter) => counter.hasSummaryRow)) {
      expect([name, hasSummaryRow && names.includes(name)]).toEqual([name, true]);
    }
  });
});

describe('the collector', () => {
  const time = {
    duration: (55 * SECOND) as Duration,
    warmup: (10 * SECOND) as Duration,
    interval: (10 * SECOND) as Duration,
    startsAtUtcMinute: 0,
    phases: [],
  };
  const windows = [
    { id: 'all', start: (10 * SECOND) as SimTime, end: (55 * SECOND) as SimTime },
    { id: 'lost', start: (20 * SECOND) as SimTime, end: (30 * SECOND) as SimTime },
    { id: 'late', start: (25 * SECOND) as SimTime, end: (40 * SECOND) as SimTime },
  ];
  const byInterval = (collector: Collector, counter: number): number[] => {
    return Array.from({ length: 6 }, (_, at) => collector.counters[at * COUNTER_COUNT + counter]!);
  };

  it('adds to the interval of the instant and to every window that it falls in, and to no other counter', () => {
    const collector = new Collector(time, windows, 1, 1, 1);
    for (const at of [0, 9.999999, 10, 20, 25, 29.999999, 30, 54.999999]) collector.count(COUNTER.asks, at * SECOND);
    expect(byInterval(collector, COUNTER.asks)).toEqual([2, 1, 3, 1, 0, 1]);
    expect(windows.map((_, at) => collector.countersOf(at)[COUNTER.asks])).toEqual([6, 3, 3]);
    expect(collector.counters.reduce((sum, value) => sum + value, 0)).toBe(8);
  });

  it('adds amounts', () => {
    const collector = new Collector(time, windows, 1, 1, 1);
    collector.count(COUNTER.dnsLookups, 21 * SECOND, 2.5);
    collector.count(COUNTER.dnsLookups, 26 * SECOND, 0);
    collector.count(COUNTER.dnsLookups, 27 * SECOND, 4);
    expect(byInterval(collector, COUNTER.dnsLookups)).toEqual([0, 0, 6.5, 0, 0, 0]);
    expect(windows.map((_, at) => collector.countersOf(at)[COUNTER.dnsLookups])).toEqual([6.5, 6.5, 4]);
  });
});

const FORUM: ResolvedDesign = {
  ...SAMPLE_DESIGN,
  id: 'forum',
  kind: 'redirect',
  retry: { tries: 2, on: ['refused'], backoff: null, budget: null, giveUpAfter: null },
};
const DESIGNS = [SAMPLE_DESIGN, FORUM];

/** Counters are those of every interval; five intervals of ten seconds are measured, two of them in the window. */
function merged(that: readonly string[], forum: NonNullable<RecordChanges['counters']>, windowIndex = 0) {
  const changes = { designIds: ['forum'], windowIndex };
  const expectations = that.map((text, at) => sampleExpectation(text, { id: `e${at}`, ...changes }));
  const context = sampleContext({ designs: DESIGNS, expectations, replications: 2 });
  return mergeRuns(
    context,
    [0, 1].flatMap((replication) => [
      sampleRecord(steadyTraffic(5, 20), { replication, counters: { unremembered: 1 } }),
      sampleRecord(steadyTraffic(5, 20), { replication, designId: 'forum', counters: forum }),
    ]),
  );
}

describe('the result', () => {
  const result = merged([], { asks: 4, assignments: 3, unremembered: 0 });

  it('has summary rows of a counter for the designs that count it, with no difference from one that does not', () => {
    const rowsOf = (metric: string) => result.summary.filter((row) => row.metric === metric);
    expect(rowsOf('asks')).toMatchObject([
      { designId: 'forum', unit: 'requests', mean: 20, difference: null, isEstablished: null },
    ]);
    expect(rowsOf('retries')).toMatchObject([{ designId: 'forum', unit: 'connections', mean: 0 }]);
    expect(rowsOf('offered').map(({ designId }) => designId)).toEqual(['waterfall', 'forum']);
  });

  it('keeps the values of a replication in the order of its rows', () => {
    for (const { designId, values } of result.replications) {
      const rows = result.summary.filter((row) => row.designId === designId);
      expect(values).toEqual(rows.map(({ mean }) => mean));
    }
  });

  it('has a series of what was counted at all, and counters.csv the same', () => {
    expect(result.counters.map(({ designId, counter, unit }) => [designId, counter, unit])).toEqual([
      ['waterfall', 'unremembered', 'connections'],
      ['forum', 'asks', 'requests'],
      ['forum', 'assignments', 'requests'],
    ]);
    const lines = csvText('counters.csv', counterRows(result)).trimEnd().split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'design,timeSeconds,counter,unit,value',
      'waterfall,0.000,unremembered,connections,1',
      'waterfall,10.000,unremembered,connections,1',
    ]);
    expect(lines).toHaveLength(1 + 3 * 6);
  });
});

describe('expectations', () => {
  const counters = { asks: 40, assignments: 20, deadAssignments: 5, newcomers: 2, retries: 30 };

  it.each([
    ['a count, over the measured time', 'asks', 0, 200],
    ['a count in a window', 'asks', 1, 80],
    ['a rate over the window', 'rate(asks)', 1, 4],
    ['a rate by interval', 'max(rate(asks))', 1, 4],
    ['a share of what was offered', 'share(newcomers)', 0, 0.2],
    ['a share of its base', 'share(deadAssignments)', 0, 0.25],
    ['a share by interval', 'mean(share(deadAssignments))', 0, 0.25],
    ['several for each connection', 'share(asks)', 0, 4],
    ['several for each connection, by interval', 'min(share(retries))', 0, 3],
    ['a ratio with connections', 'asks / established', 0, 4],
    ['a ratio of two counters', 'retries / asks', 0, 0.75],
    ['a difference', 'asks - assignments', 0, 100],
    ['a condition', 'time_to(rate(asks) > 3/s)', 0, 10],
  ])('measure %s', (_, text, windowIndex, value) => {
    const [verdict] = merged([`${text} != 0`], counters, windowIndex).verdicts;
    expect(verdict!.measured).toBeCloseTo(value, 12);
  });

  it('decide against numbers, other counts and more than all', () => {
    const that = [
      'asks < 1k',
      'asks <= 4 * established',
      'share(asks) <= 400%',
      'share(asks) < 3.9',
      'asks > 2 * assignments',
    ];
    const states = merged(that, counters).verdicts.map(({ state }) => state);
    expect(states).toEqual(['held', 'held', 'held', 'failed', 'failed']);
  });

  it('speak of what is counted, in its unit', () => {
    const that = ['asks < 1k', 'rate(asks) < 40/s', 'share(deadAssignments) < 1%', 'max(rate(retries)) < 1/s'];
    const told = merged(that, counters).verdicts.map(({ unit, sentence }) => [unit, sentence]);
    expect(told).toEqual([
      ['requests', 'number of asks of balancers was 200 in each of 2 replications, under 1,000'],
      ['requests/s', 'rate of asks of balancers was 4/s in each of 2 replications, under 40/s'],
      ['share', 'share of assignments to dead servers was 25% in each of 2 replications; it should be under 1%'],
      [
        'connections/s',
        'highest rate of retries by interval was 3/s in each of 2 replications; it should be under 1/s',
      ],
    ]);
  });

  it('have nothing to say of a share of nothing', () => {
    const [verdict] = merged(['share(deadAssignments) < 1%'], { asks: 4 }).verdicts;
    expect([verdict!.state, verdict!.measured]).toEqual(['failed', null]);
    expect(verdict!.sentence).toContain('because no balancer named a server');
  });
});
