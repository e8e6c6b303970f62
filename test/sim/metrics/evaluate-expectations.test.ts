/**
 * Goal: each kind of quantity is measured where it says, judged by its interval, and told in a sentence that holds the figures.
 * Method: hand-made runs whose values are known; the whole sentence is compared, because people act on it.
 */
import { describe, expect, it } from 'vitest';
import { chooseRuns } from '../../../sim/metrics/design-runs.ts';
import { evaluateExpectations } from '../../../sim/metrics/evaluate-expectations.ts';
import type { Verdict } from '../../../sim/metrics/experiment-result.ts';
import type { RunRecord } from '../../../sim/metrics/run-record.ts';
import type { Comparison, ParsedExpectation, Quantity, Selector } from '../../../sim/scenario/expectation.ts';
import { sampleContext, sampleRecord, steadyTraffic } from './sample-record.ts';

const ANYWHERE: Selector = { metro: null, region: null, backend: null };
const IN_US: Selector = { ...ANYWHERE, region: ['us'] };
const FROM_SEOUL: Selector = { ...ANYWHERE, metro: ['seoul'] };

const DROPPED: Quantity = { kind: 'count', of: 'dropped', selector: ANYWHERE };
const P50: Quantity = { kind: 'latencyQuantile', quantile: 0.5, selector: ANYWHERE };

function expectation(
  quantity: Quantity,
  comparison: Comparison,
  bound: number,
  changes: Partial<ParsedExpectation> = {},
): ParsedExpectation {
  return {
    id: 'slo',
    that: 'as written',
    designIds: ['waterfall'],
    windowIndex: 0,
    quantity,
    comparison,
    bound,
    timesBaseline: false,
    severity: 'error',
    confidence: 0.95,
    ...changes,
  };
}

function judge(expectations: readonly ParsedExpectation[], records: readonly RunRecord[]): Verdict[] {
  const context = sampleContext({ expectations, replications: records.length });
  return evaluateExpectations(chooseRuns(['waterfall', 'spray'], records), context);
}

/** One run for each latency, all connections alike; a histogram gives such a median exactly. */
function runsOf(latenciesMs: readonly number[], designId = 'waterfall'): RunRecord[] {
  return latenciesMs.map((latencyMs, replication) =>
    sampleRecord(steadyTraffic(2, latencyMs), { replication, designId }),
  );
}

/** One run for each count of connections that Boston loses in interval 3. */
function droppingRuns(counts: readonly number[]): RunRecord[] {
  return counts.map((count, replication) => {
    const lost = { interval: 3, metro: 1, backend: -1, outcome: 'dropped' as const, latencyMs: null, count };
    return sampleRecord([...steadyTraffic(10, 20), ...(count > 0 ? [lost] : [])], { replication });
  });
}

describe('a fixed bound', () => {
  it('is held when the whole interval is on the right side', () => {
    const [verdict] = judge([expectation(P50, '<', 250_000)], runsOf([180, 190, 185, 195]));
    // Mean 187.5, sample deviation 6.455, t(3) = 3.182: half-width 10.27.
    expect(verdict).toMatchObject({ state: 'held', measured: 187.5, threshold: 250, unit: 'ms', window: 'all' });
    expect(verdict!.low!).toBeCloseTo(177.23, 2);
    expect(verdict!.high!).toBeCloseTo(197.77, 2);
    expect(verdict!.sentence).toBe('p50 latency was 187.5 ms [177.2, 197.8], under 250 ms');
  });

  it('is failed when the whole interval is on the wrong side', () => {
    const [verdict] = judge([expectation(P50, '<=', 150_000)], runsOf([180, 190, 185, 195]));
    expect(verdict!.state).toBe('failed');
    expect(verdict!.sentence).toBe('p50 latency was 187.5 ms [177.2, 197.8]; it should be at most 150 ms');
  });

  it('is undecided when the interval straddles it', () => {
    const [verdict] = judge([expectation(P50, '<', 190_000)], runsOf([180, 190, 185, 195]));
    expect(verdict!.state).toBe('undecided');
    expect(verdict!.sentence).toBe(
      'p50 latency was 187.5 ms [177.2, 197.8]; whether it is under 190 ms is undecided, because the interval holds that value',
    );
  });

  it("uses the expectation's own confidence", () => {
    const records = runsOf([180, 190, 185, 195]);
    const [sure, bold] = judge(
      [expectation(P50, '<', 197_000), expectation(P50, '<', 197_000, { confidence: 0.8 })],
      records,
    );
    expect(sure!.state).toBe('undecided');
    expect(bold!.state).toBe('held');
  });

  it('decides counts without spread exactly', () => {
    const [none, exact, other] = judge(
      [expectation(DROPPED, '==', 0), expectation(DROPPED, '==', 3), expectation(DROPPED, '!=', 3)],
      droppingRuns([3, 3, 3]),
    );
    expect(none!.sentence).toBe(
      'number of connections dropped was 3 in each of 3 replications; it should be exactly 0',
    );
    expect(exact).toMatchObject({
      state: 'held',
      sentence: 'number of connections dropped was 3 in each of 3 replications, as it should be',
    });
    expect(other!.state).toBe('failed');
  });

  it('fails "never" when it happened once in one replication', () => {
    const [verdict] = judge([expectation(DROPPED, '==', 0)], droppingRuns([0, 0, 0, 1]));
    expect(verdict).toMatchObject({ state: 'failed', measured: 0.25, low: 0 });
  });

  it('gives a point and says so with one replication', () => {
    const [verdict] = judge([expectation(DROPPED, '<', 5)], droppingRuns([3]));
    expect(verdict).toMatchObject({ state: 'held', low: null, high: null });
    expect(verdict!.sentence).toBe('number of connections dropped was 3 (one replication, so no interval), under 5');
  });
});

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
      { active: (interval, backend) => (interval === 3 && backend === 2 ? 8 : 2) },
    ),
  ];

  const cases: readonly {
    readonly what: string;
    readonly quantity: Quantity;
    readonly window: number;
    readonly value: number;
  }[] = [
    {
      what: 'a count leaves out the warm-up',
      quantity: { kind: 'count', of: 'offered', selector: ANYWHERE },
      window: 0,
      value: 200,
    },
    {
      what: 'a count in a window',
      quantity: { kind: 'count', of: 'offered', selector: ANYWHERE },
      window: 1,
      value: 100,
    },
    {
      what: 'established: not what was turned away',
      quantity: { kind: 'count', of: 'established', selector: IN_US },
      window: 0,
      value: 120,
    },
    { what: 'spilled', quantity: { kind: 'count', of: 'spilled', selector: ANYWHERE }, window: 0, value: 20 },
    {
      what: 'a share of what the same metro offered',
      quantity: { kind: 'share', of: 'established', selector: { ...FROM_SEOUL, region: ['us'] }, within: FROM_SEOUL },
      window: 1,
      value: 0.25,
    },
    {
      what: 'a rate over the window of 20 s',
      quantity: { kind: 'rate', of: 'completed', selector: ANYWHERE },
      window: 1,
      value: 3.75,
    },
    {
      what: 'a latency of one metro',
      quantity: { kind: 'latencyMean', selector: FROM_SEOUL },
      window: 0,
      value: (60 * 10 + 20 * 100) / 80,
    },
    { what: 'moved', quantity: { kind: 'movedEstablished' }, window: 1, value: 5 },
    { what: 'breaks by cause', quantity: { kind: 'count', of: 'memberLost', selector: ANYWHERE }, window: 1, value: 5 },
    {
      what: 'a share of breaks, of those open before and those established since',
      quantity: { kind: 'share', of: 'broken', selector: ANYWHERE, within: ANYWHERE },
      window: 1,
      value: 5 / (3 * 2 + 60 + 15 + 5),
    },
    {
      what: 'utilisation at its highest',
      quantity: { kind: 'utilisation', statistic: 'max', selector: ANYWHERE },
      window: 1,
      value: 0.8,
    },
    {
      what: 'utilisation on average',
      quantity: { kind: 'utilisation', statistic: 'mean', selector: IN_US },
      window: 1,
      value: 0.5,
    },
  ];
  it.each(cases)('$what', ({ quantity, window, value }) => {
    const [verdict] = judge([expectation(quantity, '>=', 0, { windowIndex: window })], records);
    expect(verdict!.measured!).toBeCloseTo(value, 9);
  });

  it('names selector and window in the sentence', () => {
    const share: Quantity = {
      kind: 'share',
      of: 'established',
      selector: { ...FROM_SEOUL, region: ['us'] },
      within: FROM_SEOUL,
    };
    const [verdict] = judge([expectation(share, '<', 0.3, { windowIndex: 1 })], records);
    expect(verdict!.sentence).toBe(
      'share of connections established from seoul in us during lost was 25% (one replication, so no interval), under 30%',
    );
  });

  it('takes all zones of a backend', () => {
    const asia: Quantity = { kind: 'utilisation', statistic: 'mean', selector: { ...ANYWHERE, backend: ['web-asia'] } };
    const uneven = [sampleRecord([], { active: (_, backend) => [8, 2, 0][backend]! })];
    expect(judge([expectation(asia, '>', 0)], uneven)[0]!.measured).toBe(0.5);
  });
});

describe('what cannot be measured', () => {
  it('has failed, never held: no connection got an answer', () => {
    const [verdict] = judge([expectation(P50, '<', 250_000)], [sampleRecord([])]);
    expect(verdict).toMatchObject({ state: 'failed', measured: null, threshold: 250 });
    expect(verdict!.sentence).toBe(
      'p50 latency was not measured, because no connection got an answer; it should be under 250 ms',
    );
  });

  it('has failed when only some replications have a value, and says how many', () => {
    const [verdict] = judge(
      [expectation(P50, '<', 250_000)],
      [...runsOf([10, 12]), sampleRecord([], { replication: 2 })],
    );
    expect(verdict).toMatchObject({ state: 'failed', measured: null });
    expect(verdict!.sentence).toContain('no connection got an answer in 1 of 3 replications');
  });

  it('is our fault when it is a count by backend, which the scenario layer rejects', () => {
    const atBackend: Quantity = { kind: 'count', of: 'dropped', selector: { ...ANYWHERE, backend: ['web-us'] } };
    expect(() => judge([expectation(atBackend, '<', 9)], droppingRuns([1]))).toThrow(
      'connections dropped are not counted by backend',
    );
  });

  it('is a share of nothing', () => {
    const share: Quantity = { kind: 'share', of: 'dropped', selector: ANYWHERE, within: ANYWHERE };
    const [verdict] = judge([expectation(share, '<=', 0.01)], [sampleRecord([])]);
    expect(verdict!.sentence).toBe(
      'share of connections dropped was not measured, because no connection was offered; it should be at most 1%',
    );
  });

  it('is utilisation without capacity', () => {
    const peak: Quantity = { kind: 'utilisation', statistic: 'max', selector: IN_US };
    const [verdict] = judge([expectation(peak, '<', 1)], [sampleRecord([], { capacity: () => 0 })]);
    expect(verdict!.sentence).toContain('no interval of the window has capacity there');
  });
});

describe('a bound that follows the baseline', () => {
  const againstBaseline = { designIds: ['spray'], timesBaseline: true };

  it('pairs replications, so a small steady difference is decided though the designs vary widely together', () => {
    const records = [...runsOf([100, 200, 300, 400]), ...runsOf([104, 208, 312, 416], 'spray')];
    const [within, beyond] = judge(
      [expectation(P50, '<=', 1.05, againstBaseline), expectation(P50, '<', 1.03, againstBaseline)],
      records,
    );
    // Differences from 1.05 x baseline: -1, -2, -3, -4; their mean -2.5, half-width 3.182 x 1.291 / 2 = 2.054.
    expect(within).toMatchObject({ state: 'held', measured: 260, threshold: 262.5 });
    expect(within!.high!).toBeCloseTo(262.054, 3);
    expect(within!.sentence).toBe(
      'p50 latency was 260 ms [257.9, 262.1], at most 262.5 ms (1.05 x baseline waterfall)',
    );
    // From 1.03 x baseline: 1, 2, 3, 4; the interval [0.446, 4.554] excludes 0.
    expect(beyond!.state).toBe('failed');
    expect(beyond!.sentence).toBe(
      'p50 latency was 260 ms [257.9, 262.1]; it should be under 257.5 ms (1.03 x baseline waterfall)',
    );
  });

  it('compares a design with itself exactly', () => {
    const itself = { designIds: ['waterfall'], timesBaseline: true };
    const [verdict] = judge([expectation(P50, '<=', 1, itself)], runsOf([100, 250, 300]));
    expect(verdict!.state).toBe('held');
    expect(verdict!.sentence).toContain('(baseline waterfall)');
  });

  it('uses only replications that both designs ran, and is undecided without any', () => {
    const [some] = judge(
      [expectation(P50, '>', 1, againstBaseline)],
      [...runsOf([100, 200]), ...runsOf([110, 210, 9_999], 'spray')],
    );
    expect(some).toMatchObject({ state: 'held', measured: 160 });
    const lateBaseline = sampleRecord(steadyTraffic(1, 5), { replication: 8 });
    const [none] = judge([expectation(P50, '>', 1, againstBaseline)], [lateBaseline, ...runsOf([110], 'spray')]);
    expect(none!.state).toBe('undecided');
    expect(none!.sentence).toContain('no replication ran in both designs');
  });

  it('has failed when the baseline has no value', () => {
    const [verdict] = judge([expectation(P50, '<', 1, againstBaseline)], [sampleRecord([]), ...runsOf([10], 'spray')]);
    expect(verdict!.state).toBe('failed');
    expect(verdict!.sentence).toContain('no connection got an answer in the baseline');
  });
});

describe('an interrupted experiment', () => {
  it('leaves verdicts undecided for a design that did not run or was cut short', () => {
    const cut = sampleRecord(steadyTraffic(1, 5), { isComplete: false, simulatedUs: 30_000_000 });
    const [wasCut, didNotRun] = judge([expectation(DROPPED, '==', 0, { designIds: ['waterfall', 'spray'] })], [cut]);
    expect(wasCut).toMatchObject({ designId: 'waterfall', state: 'undecided', measured: null });
    expect(wasCut!.sentence).toBe(
      'number of connections dropped was not measured, because design waterfall was cut short; it should be exactly 0',
    );
    expect(didNotRun).toMatchObject({ designId: 'spray', state: 'undecided' });
    expect(didNotRun!.sentence).toContain('design spray did not run');
  });
});

describe('figures in sentences', () => {
  it('has enough digits to tell the figure from the bound', () => {
    const [verdict] = judge([expectation(P50, '<', 250_000)], runsOf([249.996]));
    expect(verdict!.sentence).toBe('p50 latency was 249.996 ms (one replication, so no interval), under 250 ms');
  });
});
