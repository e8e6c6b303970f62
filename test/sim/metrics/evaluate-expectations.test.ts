/**
 * Goal: what was measured is judged by its interval, or by counting replications, and told in a
 * sentence that holds the figures.
 * Method: hand-made runs whose values are known; the whole sentence is compared, because people act on it.
 */
import { describe, expect, it } from 'vitest';
import type { ParsedExpectation } from '../../../sim/scenario/expectation.ts';
import { droppingRuns, sampleExpectation as expectation, judge, runsOf } from './sample-expectation.ts';
import { sampleRecord, steadyTraffic } from './sample-record.ts';

describe('a fixed bound', () => {
  it('is held when the whole interval is on the right side', () => {
    const [verdict] = judge([expectation('p50(latency) < 250ms')], runsOf([180, 190, 185, 195]));
    // Mean 187.5, sample deviation 6.455, t(3) = 3.182: half-width 10.27.
    expect(verdict).toMatchObject({ state: 'held', measured: 187.5, threshold: 250, unit: 'ms', window: 'all' });
    expect(verdict!.low!).toBeCloseTo(177.23, 2);
    expect(verdict!.high!).toBeCloseTo(197.77, 2);
    expect(verdict!.sentence).toBe('p50 latency was 187.5 ms [177.2, 197.8], under 250 ms');
  });

  it('is failed when the whole interval is on the wrong side', () => {
    const [verdict] = judge([expectation('p50(latency) <= 150ms')], runsOf([180, 190, 185, 195]));
    expect(verdict!.state).toBe('failed');
    expect(verdict!.sentence).toBe('p50 latency was 187.5 ms [177.2, 197.8]; it should be at most 150 ms');
  });

  it('is undecided when the interval straddles it', () => {
    const [verdict] = judge([expectation('p50(latency) < 190ms')], runsOf([180, 190, 185, 195]));
    expect(verdict!.state).toBe('undecided');
    expect(verdict!.sentence).toBe(
      'p50 latency was 187.5 ms [177.2, 197.8]; whether it is under 190 ms is undecided, because the interval holds that value',
    );
  });

  it("uses the expectation's own confidence", () => {
    const records = runsOf([180, 190, 185, 195]);
    const [sure, bold] = judge(
      [expectation('p50(latency) < 197ms'), expectation('p50(latency) < 197ms', { confidence: 0.8 })],
      records,
    );
    expect(sure!.state).toBe('undecided');
    expect(bold!.state).toBe('held');
  });

  it('decides counts without spread exactly', () => {
    const [none, exact, other] = judge(
      [expectation('dropped == 0'), expectation('dropped == 3'), expectation('dropped != 3')],
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

  it('rounds a mean that is equal to another one', () => {
    const [same] = judge([expectation('dropped == dropped')], droppingRuns([3, 3, 4]));
    expect(same!.sentence).toContain('was 3.333 [3.333, 3.333], exactly 3.333 (');
  });

  it('finds nothing where nothing was offered in any replication', () => {
    const nobody = [0, 1].map((replication) => sampleRecord([], { replication, active: () => 0 }));
    for (const that of ['dropped == 0', 'failed < 10', 'broken == 0', 'max(active) < 10']) {
      const [verdict] = judge([expectation(that)], nobody);
      expect(verdict).toMatchObject({ state: 'failed', measured: null });
      expect(verdict!.sentence).toContain('was not measured, because no connection was offered');
      expect(judge([expectation(that)], [nobody[0]!, ...droppingRuns([0, 0]).slice(1)])[0]!.measured).not.toBeNull();
    }
    expect(judge([expectation('offered == 0')], nobody)[0]!.state).toBe('held');
  });

  it('fails "never" when it happened once in one replication', () => {
    const [verdict] = judge([expectation('dropped == 0')], droppingRuns([0, 0, 0, 1]));
    expect(verdict).toMatchObject({ state: 'failed', measured: 0.25, low: 0 });
  });

  it('gives a point and says so with one replication', () => {
    const [verdict] = judge([expectation('dropped < 5')], droppingRuns([3]));
    expect(verdict).toMatchObject({ state: 'held', low: null, high: null });
    expect(verdict!.sentence).toBe('number of connections dropped was 3 (one replication, so no interval), under 5');
  });
});

describe('a tolerance', () => {
  it.each([
    ['dropped == 4 +- 2', [3, 4, 5, 4], 'held'],
    ['dropped == 4 +- 1', [3, 4, 5, 4], 'undecided'],
    ['dropped == 9 +- 2', [3, 4, 5, 4], 'failed'],
    ['dropped != 9 +- 2', [3, 4, 5, 4], 'held'],
    ['dropped != 4 +- 2', [3, 4, 5, 4], 'failed'],
    ['dropped == 4 +- 25%', [5], 'held'],
    ['dropped == 4 +- 20%', [5], 'failed'],
    ['dropped == 0 +- 1', [1], 'held'],
  ])('%s of %j has %s', (that, counts, state) => {
    expect(judge([expectation(that)], droppingRuns(counts))[0]!.state).toBe(state);
  });

  it('is told with its bound', () => {
    const [near, far] = judge(
      [expectation('dropped == 4 +- 25%'), expectation('dropped == 9 +- 2')],
      droppingRuns([5]),
    );
    expect(near).toMatchObject({ threshold: 4, tolerance: 1, comparison: '==' });
    expect(near!.sentence).toBe('number of connections dropped was 5 (one replication, so no interval), within 4 +- 1');
    expect(far!.sentence).toBe(
      'number of connections dropped was 5 (one replication, so no interval); it should be within 9 +- 2',
    );
  });
});

describe('hold', () => {
  const counted = (hold: number, that = 'dropped < 5'): ParsedExpectation => expectation(that, { hold });

  it('counts the replications in which the statement holds', () => {
    const runs = droppingRuns([3, 4, 9, 3, 3]);
    const [enough, more] = judge([counted(0.8), counted(0.9)], runs);
    expect(enough).toMatchObject({ state: 'held', measured: 4.4, low: null, high: null });
    expect(enough!.sentence).toBe(
      'number of connections dropped was under 5 in 4 of 5 replications, of which 80% should be, and 4.4 on average',
    );
    expect(more!.sentence).toBe(
      'number of connections dropped was under 5 in 4 of 5 replications; it should be in 90% of them, and 4.4 on average',
    );
    expect(more!.state).toBe('failed');
  });

  it('is exact at the share that is asked: 9 of 10 are 90%', () => {
    const runs = droppingRuns([9, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(judge([counted(0.9)], runs)[0]!.state).toBe('held');
  });

  it('takes a time that never came as one replication in which it does not hold', () => {
    const runs = [true, true, false].map((empties, replication) =>
      sampleRecord([], { replication, active: (interval) => (empties && interval > 1 ? 0 : 3) }),
    );
    const that = 'time_to(active == 0) < 30s';
    expect(judge([counted(0.6, that)], runs)[0]!.state).toBe('held');
    expect(judge([counted(0.7, that)], runs)[0]!.state).toBe('failed');
  });
});

describe('designs that a statement names', () => {
  const records = [...runsOf([100, 200, 300]), ...runsOf([210, 420, 630], 'spray')];

  it('are compared with one another, replication by replication', () => {
    const that = 'p50(latency{design: spray}) <= 2 * p50(latency{design: waterfall})';
    const [verdict] = judge([expectation(that, { designIds: ['spray'] })], records);
    // Differences 10, 20, 30.
    expect(verdict).toMatchObject({ designId: 'spray', measured: 420, threshold: 400 });
    expect(verdict!.state).toBe('undecided');
    expect(verdict!.sentence).toContain('at most 400 ms (2 x p50 latency with waterfall)');
  });

  it('stand beside the design that is asked', () => {
    const that = 'p50(latency) - p50(latency{design: waterfall}) > 100ms';
    const [verdict] = judge([expectation(that, { designIds: ['spray'], confidence: 0.8 })], records);
    expect(verdict).toMatchObject({ designId: 'spray', measured: 220, state: 'held' });
  });

  it('must have run', () => {
    const that = 'p50(latency) < p50(latency{design: spray})';
    const [verdict] = judge([expectation(that)], runsOf([100]));
    expect(verdict).toMatchObject({ state: 'undecided', measured: null });
    expect(verdict!.sentence).toBe(
      'p50 latency was not measured, because design spray did not run; it should be under p50 latency with spray',
    );
  });
});

describe('what cannot be measured', () => {
  it('has failed, never held: no connection got an answer', () => {
    const [verdict] = judge([expectation('p50(latency) < 250ms')], [sampleRecord([])]);
    expect(verdict).toMatchObject({ state: 'failed', measured: null, threshold: 250 });
    expect(verdict!.sentence).toBe(
      'p50 latency was not measured, because no connection got an answer; it should be under 250 ms',
    );
  });

  it('has failed when only some replications have a value, and says how many', () => {
    const [verdict] = judge(
      [expectation('p50(latency) < 250ms')],
      [...runsOf([10, 12]), sampleRecord([], { replication: 2 })],
    );
    expect(verdict).toMatchObject({ state: 'failed', measured: null });
    expect(verdict!.sentence).toContain('no connection got an answer in 1 of 3 replications');
  });

  it('is a share of nothing', () => {
    const [verdict] = judge([expectation('share(dropped) <= 1%')], [sampleRecord([])]);
    expect(verdict!.sentence).toBe(
      'share of connections dropped was not measured, because no connection was offered; it should be at most 1%',
    );
  });

  it('is utilisation without capacity', () => {
    const [verdict] = judge(
      [expectation('max(utilisation{region: us}) < 1')],
      [sampleRecord([], { capacity: () => 0 })],
    );
    expect(verdict!.sentence).toContain('no interval of the window has capacity there');
  });

  it.each([
    ['p50(latency{zone: us-a}) < 1s', 'no connection got an answer'],
    ['share(established{zone: us-a}) > 0', 'no connection was established'],
    ['share(broken{zone: us-a}) == 50% +- 5%', 'no connection was open; it should be within 50% +- 5%'],
    ['imbalance(zones) < 1', 'no connection was established there'],
    ['max(share(failed)) < 1', 'no interval of the window has a connection there'],
    ['established / offered > 1', 'what it is divided by was 0'],
    ['established > 0.5 * max(active) +- 1', 'a tolerance belongs to == and !='],
  ])('is %s', (that, reason) => {
    const run = sampleRecord([], { active: () => 0 });
    if (reason.startsWith('a tolerance')) expect(() => expectation(that)).toThrow(reason);
    else
      expect(judge([expectation(that)], [run])[0]).toMatchObject({
        state: 'failed',
        sentence: expect.stringContaining(reason),
      });
  });
});

describe('a bound that follows the baseline', () => {
  const againstBaseline = { designIds: ['spray'] };

  it('pairs replications, so a small steady difference is decided though the designs vary widely together', () => {
    const records = [...runsOf([100, 200, 300, 400]), ...runsOf([104, 208, 312, 416], 'spray')];
    const [within, beyond] = judge(
      [
        expectation('p50(latency) <= 1.05 * baseline', againstBaseline),
        expectation('p50(latency) < baseline * 103%', againstBaseline),
      ],
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

  it('may be shifted, in the unit of what is measured', () => {
    const records = [...runsOf([100, 200]), ...runsOf([109, 209], 'spray')];
    const [under, over] = judge(
      [
        expectation('p50(latency) <= baseline + 10ms', againstBaseline),
        expectation('p50(latency) >= 2 * baseline - 100ms', againstBaseline),
      ],
      records,
    );
    expect(under).toMatchObject({ state: 'held', threshold: 160 });
    expect(under!.sentence).toContain('at most 160 ms (baseline waterfall + 10 ms)');
    expect(over).toMatchObject({ threshold: 200 });
    expect(over!.sentence).toContain('(2 x baseline waterfall - 100 ms)');
  });

  it('may have a tolerance, in the unit or of the bound', () => {
    const records = [...runsOf([100, 200]), ...runsOf([104, 204], 'spray')];
    const verdicts = judge(
      ['5ms', '3%', '2%', '3ms'].map((width) => expectation(`p50(latency) == baseline +- ${width}`, againstBaseline)),
      records,
    );
    expect(verdicts.map(({ state }) => state)).toEqual(['held', 'held', 'failed', 'failed']);
    expect(verdicts[1]!.sentence).toContain('within 150 ms +- 4.5 ms (baseline waterfall)');
  });

  it('compares a design with itself exactly', () => {
    const itself = { designIds: ['waterfall'] };
    const [verdict] = judge([expectation('p50(latency) <= baseline', itself)], runsOf([100, 250, 300]));
    expect(verdict!.state).toBe('held');
    expect(verdict!.sentence).toContain('(baseline waterfall)');
  });

  it('uses only replications that both designs ran, and is undecided without any', () => {
    const [some] = judge(
      [expectation('p50(latency) > baseline', againstBaseline)],
      [...runsOf([100, 200]), ...runsOf([110, 210, 9_999], 'spray')],
    );
    expect(some).toMatchObject({ state: 'held', measured: 160 });
    const lateBaseline = sampleRecord(steadyTraffic(1, 5), { replication: 8 });
    const [none] = judge(
      [expectation('p50(latency) > baseline', againstBaseline)],
      [lateBaseline, ...runsOf([110], 'spray')],
    );
    expect(none!.state).toBe('undecided');
    expect(none!.sentence).toContain('no replication ran in both designs');
  });

  it('has failed when the baseline has no value', () => {
    const [verdict] = judge(
      [expectation('p50(latency) < baseline', againstBaseline)],
      [sampleRecord([]), ...runsOf([10], 'spray')],
    );
    expect(verdict!.state).toBe('failed');
    expect(verdict!.sentence).toContain('no connection got an answer in the baseline');
  });
});

describe('an interrupted experiment', () => {
  it('leaves verdicts undecided for a design that did not run or was cut short', () => {
    const cut = sampleRecord(steadyTraffic(1, 5), { isComplete: false, simulatedUs: 30_000_000 });
    const [wasCut, didNotRun] = judge([expectation('dropped == 0', { designIds: ['waterfall', 'spray'] })], [cut]);
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
    const [verdict] = judge([expectation('p50(latency) < 250ms')], runsOf([249.996]));
    expect(verdict!.sentence).toBe('p50 latency was 249.996 ms (one replication, so no interval), under 250 ms');
  });
});
