/**
 * Goal: each kind of quantity is measured where it says, and a time to what never comes is later than any bound.
 * Method: one hand-made run whose every figure can be counted; runs whose gauges change at a known instant.
 */
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../../sim/metrics/run-record.ts';
import type { ParsedExpectation } from '../../../sim/scenario/expectation.ts';
import { sampleExpectation as expectation, judge } from './sample-expectation.ts';
import { sampleRecord, steadyTraffic } from './sample-record.ts';

describe('what is measured', () => {
  const records = [
    sampleRecord(
      [
        { interval: 0, metro: 0, backend: 0, outcome: 'completed', latencyMs: 900, count: 50 },
        { interval: 2, metro: 0, backend: 0, outcome: 'completed', latencyMs: 10, count: 60 },
        { interval: 2, metro: 0, backend: 2, outcome: 'completed', latencyMs: 100, count: 15 },
        { interval: 3, metro: 0, backend: 2, outcome: 'reset', latencyMs: 100, count: 5 },
        { interval: 3, metro: 1, backend: 2, outcome: 'timedOut', latencyMs: null, count: 20 },
        { interval: 4, metro: 1, backend: 2, outcome: 'unfinished', latencyMs: 30, count: 100 },
      ],
      { active: (interval, backend) => (interval === 3 && backend === 2 ? 8 : 2), memberLoads: [3, 1, 5, 6, 6] },
    ),
  ];

  const lost = 1;
  it.each([
    ['a count leaves out the warm-up', 'offered', 0, 200],
    ['a count in a window', 'offered', lost, 100],
    ['established: not what was turned away', 'established{region: us}', 0, 120],
    ['established in a zone', 'established{zone: asia-a}', 0, 60],
    ['established from a metro at a backend', 'established{backend: web-us, metro: seoul}', 0, 20],
    [
      'in the zones of several backends that both selectors admit',
      'established{zone: [asia-a, us-a], backend: web-us}',
      0,
      120,
    ],
    ['sent, whether or not it was taken', 'sent{zone: us-a, metro: boston}', 0, 120],
    ['spilled', 'spilled', 0, 20],
    ['spilled to a backend', 'spilled{backend: web-us}', 0, 20],
    ['all that failed', 'failed', 0, 25],
    ['all that failed from a home region', 'failed{home: us}', 0, 20],
    ['some outcomes', 'offered{outcome: [timedOut, re*]}', 0, 25],
    ['some outcomes of what was sent to a zone', 'sent{outcome: timedOut, zone: us-a}', 0, 20],
    ['a share of what the same metro offered', 'share(established{metro: seoul, region: us})', lost, 0.25],
    ['a share of what the same home offered', 'share(spilled{home: asia})', lost, 0.25],
    ['a share by zone, of all that were established', 'share(established{zone: us-a})', 0, 120 / 180],
    ['a share by zone, of those of the same metro', 'share(established{zone: us-a, metro: seoul})', 0, 0.25],
    ['a share by zone, of those in the same region', 'share(established{zone: asia-a, region: asia})', 0, 1],
    ['a rate over the window of 20 s', 'rate(completed)', lost, 3.75],
    ['a latency of one metro', 'mean(latency{metro: seoul})', 0, (60 * 10 + 20 * 100) / 80],
    ['a latency in a zone', 'mean(latency{zone: us-a})', 0, (20 * 100 + 100 * 30) / 120],
    ['the longest latency', 'max(latency)', 0, 100],
    ['the shortest latency', 'min(latency)', 0, 10],
    ['moved', 'moved(established)', lost, 5],
    ['moved from a zone', 'moved(established{zone: asia-a})', lost, 0],
    ['breaks by cause', 'memberLost{region: us}', lost, 5],
    ['breaks by other causes', 'broken{cause: [drained, popLost]}', lost, 0],
    ['breaks by cause and zone', 'broken{cause: member*, zone: us-a}', lost, 5],
    [
      'a share of breaks, of those open before and those established since',
      'share(broken)',
      lost,
      5 / (3 * 2 + 60 + 15 + 5),
    ],
    ['a share of breaks at a backend, of those open there', 'share(broken{backend: web-us})', lost, 5 / (2 + 15 + 5)],
    ['utilisation at its highest', 'max(utilisation)', lost, 0.8],
    ['utilisation at its lowest', 'min(utilisation)', lost, 0.2],
    ['utilisation on average', 'mean(utilisation{region: us})', lost, 0.5],
    ['open connections at their most', 'max(active)', lost, 12],
    ['open connections at a backend', 'max(active{backend: web-us})', lost, 8],
    ['open connections on average', 'mean(active)', lost, 9],
    ['a quantile over intervals, by nearest rank', 'p50(active)', lost, 6],
    ['capacity', 'min(capacity{zone: us-a})', lost, 10],
    ['members', 'mean(members{backend: web-us})', lost, 2],
    ['members able to serve', 'min(serviceable{region: asia})', lost, 3],
    ['members seen healthy', 'min(seenHealthy{zone: asia-b})', lost, 1],
    ['a rate by interval', 'max(rate(established{region: us}))', lost, 1.5],
    ['a rate by interval on average', 'mean(rate(established{region: us}))', lost, 1],
    ['a rate of spill by interval', 'max(rate(spilled{zone: us-a}))', lost, 1.5],
    ['a rate of breaks by interval', 'max(rate(broken{backend: web-us}))', lost, 0.5],
    ['a rate of failures by interval and home', 'max(rate(failed{home: us}))', lost, 2],
    ['a rate of an outcome by interval', 'max(rate(reset{home: asia}))', lost, 0.5],
    ['a share by interval, where something was offered', 'min(share(failed{home: us}))', lost, 1],
    ['a share of outcomes by interval', 'max(share(offered{outcome: timedOut}))', lost, 0.8],
    ['a share of a zone by interval', 'min(share(established{zone: us-a}))', lost, 0.2],
    // 60, 0 and 120: deviations 0, 60, 60 from a mean of 60.
    ['imbalance of zones, empty ones too', 'imbalance(zones)', 0, Math.sqrt(2 / 3)],
    ['the fullest zone over the mean', 'peakToMean(zones)', 0, 2],
    ['imbalance of backends, zones together', 'imbalance(backends)', 0, 1 / 3],
    // Within asia-a [3, 1], within us-a [6, 6]; asia-b has one member.
    ['imbalance of members, within backends', 'imbalance(members)', 0, (0.5 * 4 + 0 * 12) / 16],
    ['imbalance of the members of one zone', 'imbalance(members{zone: asia-a})', 0, 0.5],
    ['the end of the interval in which it first holds', 'time_to(active{backend: web-us} > 5)', lost, 20],
    ['a condition that holds at once', 'time_to(active{backend: web-us} == 2)', lost, 10],
    ['a condition that holds for the rest', 'time_to(active{backend: web-us} > 5, settled)', lost, 20],
    ['a condition on two series', 'time_to(rate(established{region: us}) < 0.5 * rate(offered))', lost, 10],
    ['a condition on a utilisation', 'time_to(utilisation{backend: web-us} >= 80%)', lost, 20],
    ['a ratio', 'established{zone: us-a} / established', 0, 120 / 180],
    ['a difference', 'established{region: us} - established{region: asia}', 0, 60],
  ])('%s', (_, text, windowIndex, value) => {
    const [verdict] = judge([expectation(`${text} != 0`, { windowIndex })], records);
    expect(verdict!.measured!).toBeCloseTo(value, 9);
  });

  it('names selector and window in the sentence', () => {
    const that = 'share(established{metro: seoul, region: us}) < 30%';
    const [verdict] = judge([expectation(that, { windowIndex: 1 })], records);
    expect(verdict!.sentence).toBe(
      'share of connections established from seoul in us during lost was 25% (one replication, so no interval), under 30%',
    );
  });

  it('takes utilisation in the unit of the balancing mode, which need not be open connections', () => {
    const requests = [sampleRecord([], { active: () => 1, load: (interval) => 3 + interval, capacity: () => 10 })];
    const values = ['min', 'p50', 'mean', 'max'].map(
      (statistic) => judge([expectation(`${statistic}(utilisation{region: us}) > 0`)], requests)[0]!.measured!,
    );
    // Intervals 1 to 5 are measured.
    expect(values.map((value) => Number(value.toFixed(9)))).toEqual([0.4, 0.6, 0.6, 0.8]);
  });

  it('takes all zones of a backend', () => {
    const uneven = [sampleRecord([], { active: (_, backend) => [8, 2, 0][backend]! })];
    expect(judge([expectation('mean(utilisation{backend: web-asia}) > 0')], uneven)[0]!.measured).toBe(0.5);
  });
});

describe('a time to a condition that never holds', () => {
  /** web-us empties in the given interval of the window, and stays so. */
  const emptying = (intervals: readonly (number | null)[]): RunRecord[] =>
    intervals.map((empty, replication) =>
      sampleRecord(steadyTraffic(1, 5), {
        replication,
        active: (interval, backend) => (backend === 2 && empty !== null && interval >= empty ? 0 : 3),
      }),
    );
  const toEmpty = (comparison: string): ParsedExpectation =>
    expectation(`time_to(active{backend: web-us} == 0) ${comparison}`);

  it('is later than any bound, without a figure', () => {
    const [early, late] = judge([toEmpty('< 30s'), toEmpty('> 30s')], emptying([null, null]));
    expect(early).toMatchObject({ state: 'failed', measured: null, low: null, threshold: 30, unit: 's' });
    expect(early!.sentence).toBe(
      'time until number of open connections at web-us is exactly 0: it never came in 2 of 2 replications; it should be under 30 s',
    );
    expect(late!.state).toBe('held');
  });

  it('in some replications fails an upper bound, and leaves a lower one undecided unless all are late', () => {
    const runs = emptying([1, null, 2]);
    const [early, late, later] = judge([toEmpty('<= 1h'), toEmpty('> 15s'), toEmpty('>= 10s')], runs);
    expect(early!.state).toBe('failed');
    expect(early!.sentence).toContain('it never came in 1 of 3 replications; it should be at most 3,600 s');
    expect(late!.state).toBe('undecided');
    expect(late!.sentence).toContain('is undecided, because it is so in 2 of 3 replications');
    expect(later!.state).toBe('held');
  });

  it('is a time like any other where it comes in all', () => {
    const [verdict] = judge([toEmpty('< 30s')], emptying([1, 1, 2]));
    expect(verdict).toMatchObject({ state: 'held', measured: 40 / 3 });
  });

  it('does not count against a baseline that never came either', () => {
    const never = emptying([null]);
    const spray = never.map((run) => ({ ...run, designId: 'spray' }));
    const that = 'time_to(active{backend: web-us} == 0) <= baseline';
    const [verdict] = judge([expectation(that, { designIds: ['spray'] })], [...never, ...spray]);
    expect(verdict!.state).toBe('held');
  });

  it('has no ratio to another that never came', () => {
    const that = 'time_to(active{backend: web-us} == 0) / time_to(active{backend: web-us} < 0) < 2';
    const [verdict] = judge([expectation(that)], emptying([null]));
    expect(verdict!.sentence).toContain('was not measured, because neither ever came');
  });
});
