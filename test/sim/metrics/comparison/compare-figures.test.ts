/**
 * Goal: a comparison tells worse, better, changed, negligible and open apart, says the same of equal runs without
 * statistics, and does not cry wolf. Method: figures made by hand; for false alarms, thousands of comparisons of
 * samples that differ by chance only.
 */
import { describe, expect, test } from 'vitest';
import { type Comparison, compareFigures, isIdentical } from '../../../../sim/metrics/comparison/compare-figures.ts';
import type { FigureSet } from '../../../../sim/metrics/comparison/figure-set.ts';
import { SUMMARY_METRICS } from '../../../../sim/metrics/summary-metrics.ts';
import { sampleFigures } from './figures.ts';

const STRICT = { tolerance: 0 };

/** Latency of five replications. */
const NOISE = [50.1, 50.9, 49.2, 50.4, 49.8];
const plus = (step: number): number[] => NOISE.map((value, index) => value + step * (1 + 0.01 * index));

function statesOf(before: FigureSet, after: FigureSet, tolerance = 0): Record<string, string> {
  const { changes } = compareFigures(before, after, { tolerance });
  return Object.fromEntries(changes.map(({ metric, state }) => [metric, state]));
}

describe('what changed', () => {
  const before = sampleFigures({
    a: {
      metrics: {
        offered: [100, 101, 99, 100, 102],
        completedShare: [0.9, 0.91, 0.89, 0.9, 0.92],
        spilledShare: [0.1, 0.1, 0.1, 0.1, 0.1],
        latencyP50: NOISE,
        latencyP99: NOISE,
        droppedShare: [0, 0, 0, 0, 0],
      },
    },
  });
  const after = sampleFigures({
    a: {
      parted: ['routing', 'outcomes', 'events'],
      metrics: {
        offered: [100, 101, 99, 100, 102],
        completedShare: [0.95, 0.96, 0.94, 0.95, 0.97],
        spilledShare: [0.2, 0.21, 0.2, 0.2, 0.19],
        latencyP50: plus(2),
        latencyP99: [50.2, 50.7, 49.4, 50.3, 49.9],
        droppedShare: [0, 0, 0, 0, 0],
      },
    },
  });

  test('each metric by its own better direction, the undecided last, and what is equal not at all', () => {
    const { changes, designs } = compareFigures(before, after, STRICT);
    expect(changes.map(({ metric, state }) => [metric, state])).toEqual([
      ['latencyP50', 'worse'],
      ['completedShare', 'better'],
      ['spilledShare', 'changed'],
      ['latencyP99', 'open'],
    ]);
    expect(designs[0]).toMatchObject({ equalCount: 2, replications: { before: 5, after: 5, shared: 5 } });
  });

  test('where the runs part', () => {
    const [design] = compareFigures(before, after, STRICT).designs;
    expect(design!.ingredients).toEqual({
      traffic: 'same',
      routing: 'differs',
      outcomes: 'differs',
      events: 'differs',
    });
  });

  test('the other way round, worse is better', () => {
    expect(statesOf(after, before)).toMatchObject({ latencyP50: 'better', completedShare: 'worse' });
  });

  test('within the tolerance nothing is worse, and beyond it what is', () => {
    expect(statesOf(before, after, 0.01).latencyP50).toBe('worse');
    // 2.0 to 2.08 of 50.08.
    expect(statesOf(before, after, 0.0406).latencyP50).toBe('open');
    expect(statesOf(before, after, 0.06).latencyP50).toBe('within');
  });

  test('of the same effect in both directions, the larger share of its mean comes first', () => {
    const small = sampleFigures({ a: { metrics: { latencyP50: plus(1), latencyMean: plus(9), latencyP99: plus(4) } } });
    const base = sampleFigures({ a: { metrics: { latencyP50: NOISE, latencyMean: NOISE, latencyP99: NOISE } } });
    const { changes } = compareFigures(base, small, STRICT);
    expect(changes.map(({ metric }) => metric)).toEqual(['latencyMean', 'latencyP99', 'latencyP50']);
    expect(changes[0]!.effect).toBeCloseTo(9.18 / 59.26, 2);
  });
});

describe('equal runs', () => {
  const set = sampleFigures({ a: { metrics: { latencyP50: NOISE } }, b: { metrics: { latencyP50: plus(3) } } });

  test('are identical, without statistics', () => {
    expect(isIdentical(compareFigures(set, set, STRICT))).toBe(true);
  });

  test('a quick form compares the replications that both have, and knows them again', () => {
    const quick = sampleFigures({
      a: { metrics: { latencyP50: NOISE.slice(0, 3) } },
      b: { metrics: { latencyP50: plus(3).slice(0, 3) } },
    });
    const comparison = compareFigures(set, quick, STRICT);
    expect(isIdentical(comparison)).toBe(true);
    expect(comparison.designs[0]!.replications).toEqual({ before: 5, after: 3, shared: 3 });
  });

  test('with other events but equal figures they are not called identical', () => {
    const other = sampleFigures({
      a: { metrics: { latencyP50: NOISE }, parted: ['events'] },
      b: { metrics: { latencyP50: plus(3) } },
    });
    const comparison = compareFigures(set, other, STRICT);
    expect([isIdentical(comparison), comparison.changes]).toEqual([false, []]);
  });

  test('with a design more or less they are not', () => {
    const [a, ...rest] = set.designs;
    const less = { ...set, designs: rest };
    expect(compareFigures(set, less, STRICT)).toMatchObject({ onlyBefore: ['a'], onlyAfter: [] });
    expect(isIdentical(compareFigures(set, less, STRICT))).toBe(false);
    expect(compareFigures(less, { ...set, designs: [a!] }, STRICT)).toMatchObject({
      onlyBefore: ['b'],
      onlyAfter: ['a'],
      designs: [],
    });
  });
});

describe('what the two do not share', () => {
  test('another seed: independent samples, so what pairs would establish stays open', () => {
    const before = sampleFigures({ a: { metrics: { latencyP50: NOISE } } });
    const after = sampleFigures({ a: { metrics: { latencyP50: plus(0.2) } } });
    expect(statesOf(before, after)).toEqual({ latencyP50: 'worse' });
    expect(statesOf(before, { ...after, seed: '7' })).toEqual({ latencyP50: 'open' });
    const comparison = compareFigures(before, { ...after, seed: '7' }, STRICT);
    expect(comparison).toMatchObject({ isPaired: false });
    expect(comparison.designs[0]).toMatchObject({ ingredients: null, replications: { shared: 0 } });
  });

  test('another seed and another number of replications: zeros are still nothing to tell', () => {
    const before = sampleFigures({ a: { metrics: { droppedShare: [0, 0, 0] } } });
    const after = sampleFigures({ a: { metrics: { droppedShare: [0, 0] } } }, { seed: '7' });
    expect(compareFigures(before, after, STRICT).changes).toEqual([]);
  });

  test('one replication has no interval, so its difference is open', () => {
    const before = sampleFigures({ a: { metrics: { latencyP50: NOISE } } });
    const after = sampleFigures({ a: { metrics: { latencyP50: [90] } } });
    const [change] = compareFigures(before, after, STRICT).changes;
    expect(change).toMatchObject({ state: 'open', difference: { count: 1, low: null, high: null } });
  });

  test('a value that was not there before has no difference', () => {
    const before = sampleFigures({ a: { metrics: { latencyP50: [null, null] } } });
    const after = sampleFigures({ a: { metrics: { latencyP50: [1, 2] } } });
    expect(compareFigures(before, after, STRICT).changes).toMatchObject([
      { before: null, difference: null, state: 'open' },
    ]);
  });

  test('a design without a whole replication has nothing to compare', () => {
    const before = sampleFigures({ a: { metrics: { latencyP50: NOISE } } });
    const after = sampleFigures({ a: { metrics: { latencyP50: [] } } });
    const comparison = compareFigures(before, after, STRICT);
    expect(comparison).toMatchObject({ changes: [], designs: [{ ingredients: null, equalCount: 0 }] });
    expect(isIdentical(comparison)).toBe(false);
  });

  test('metrics that only one of them measured are named', () => {
    const before = sampleFigures({ a: { metrics: { latencyP50: NOISE, ancientShare: NOISE } } });
    const after = sampleFigures({ a: { metrics: { latencyP50: NOISE, spilledShare: NOISE } } });
    expect(compareFigures(before, after, STRICT).designs[0]).toMatchObject({
      onlyBefore: ['ancientShare'],
      onlyAfter: ['spilledShare'],
    });
  });
});

describe('false alarms', () => {
  /** A small generator of its own, so that the test is the same every time. */
  function normals(seed: number): () => number {
    let state = seed;
    const uniform = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  }

  test('of many metrics that differ by chance only, all intervals hold at once in about 95 of 100 comparisons', () => {
    const next = normals(20_261_122);
    const names = SUMMARY_METRICS.map(({ name }) => name).slice(0, 20);
    const draw = (): FigureSet => {
      const metrics = Object.fromEntries(names.map((name) => [name, Array.from({ length: 8 }, () => 100 + next())]));
      return sampleFigures({ a: { metrics } });
    };
    const trials = 1_000;
    const isAlarm = ({ changes }: Comparison): boolean => changes.some(({ state }) => state !== 'open');
    const alarms = Array.from({ length: trials }, () => compareFigures(draw(), draw(), STRICT)).filter(isAlarm).length;
    // Binomial with p near 0.05: 50 expected, three standard deviations are 21; at 95 % each it would be 640.
    expect(alarms).toBeGreaterThan(25);
    expect(alarms).toBeLessThan(72);
  });
});
