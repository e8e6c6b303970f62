/**
 * Goal: the benchmark's check sees an engine that simulates something else, above all customers
 * who wait too little or too much.
 * Method: slices with the means and the scatter that engines have on M/M/50, one thing wrong at a time.
 */
import { describe, expect, test } from 'vitest';
import { queueingProblems, type Reference } from '../../../bench/measure/check-queueing.ts';
import type { EngineSlices } from '../../../bench/measure/measure-queueing.ts';
import { meanFromEmpty } from '../../../bench/models/mean-from-empty.ts';
import { QUEUEING_CASES } from '../../../bench/models/queueing-case.ts';

const MM50 = QUEUEING_CASES.find(({ id }) => id === 'mm50')!;
/** Of the mean of a slice of a million customers of M/M/50; it falls as the root of their number. */
const DEVIATION_OF_A_MILLION = 0.0045;

interface Planted {
  readonly customers: number;
  readonly served?: number;
  readonly slices?: number;
  readonly mean?: number;
  readonly scatter?: number;
  readonly checksums?: readonly number[];
}

/** Means around `mean` whose deviation is that of such slices, or `scatter` times as large. */
function meansAround(mean: number, customers: number, count: number, scatter = 1): number[] {
  const deviation = scatter * DEVIATION_OF_A_MILLION * Math.sqrt(1e6 / customers);
  const offset = deviation * Math.sqrt((count - 1) / count);
  return Array.from({ length: count }, (_, slice) => mean + (slice % 2 === 0 ? offset : -offset));
}

function engine(name: string, planted: Planted): EngineSlices {
  const { customers, served = customers, slices = 4, mean = meanFromEmpty(MM50, customers), scatter } = planted;
  return {
    name,
    customers,
    drawsAlike: planted.checksums !== undefined,
    slices: meansAround(mean, customers, slices, scatter).map((meanInSystem, slice) => ({
      customers: served,
      nsPerCustomer: 80,
      meanInSystem,
      checksum: planted.checksums?.[slice] ?? 0,
    })),
  };
}

function problemsOf(...engines: readonly EngineSlices[]): string[] {
  const references = new Map<number, Reference>();
  for (const { customers } of engines) {
    const exactMean = meanFromEmpty(MM50, customers);
    references.set(customers, { means: meansAround(exactMean, customers, 20), exactMean });
  }
  return queueingProblems(MM50, engines, references);
}

describe('the check of the queueing models', () => {
  test.each([8_000, 40_000, 300_000, 1_500_000])('lets an engine pass that is right, at %i customers', (customers) => {
    expect(problemsOf(engine('right', { customers, slices: 15 }))).toEqual([]);
  });

  test.each([
    { customers: 300_000, slices: 4, mean: 1.0, what: 'nobody waits' },
    { customers: 300_000, slices: 4, mean: 1.17, what: 'waits twice as long' },
    { customers: 1_500_000, slices: 15, mean: 1.053, what: 'waits a quarter shorter' },
    { customers: 1_500_000, slices: 15, mean: 1.093, what: 'waits a quarter longer' },
    { customers: 40_000, slices: 15, mean: 1.0, what: 'nobody waits, with few customers' },
  ])('sees that $what ($mean at $customers customers)', ({ what: _, ...planted }) => {
    const problems = problemsOf(engine('wrong', planted));
    expect(problems.join('\n')).toMatch(/wrong: waits -?0\.\d+ in the mean, by theory 0\.07/);
    expect(problems.join('\n')).toMatch(/wrong: waits -?0\.\d+ in the mean, on Spillway 0\.07/);
  });

  test('gives an engine whose means scatter no more room', () => {
    const problems = problemsOf(engine('scattered', { customers: 1_500_000, slices: 15, mean: 1.053, scatter: 20 }));
    expect(problems).toHaveLength(2);
  });

  test('compares with Spillway where theory has no answer', () => {
    const references = new Map([[300_000, { means: meansAround(1.0727, 300_000, 20), exactMean: null }]]);
    const problems = queueingProblems(MM50, [engine('wrong', { customers: 300_000, mean: 1.17 })], references);
    expect(problems).toEqual(['M/M/50, wrong: waits 0.1700 in the mean, on Spillway 0.0727']);
  });

  test('lets an engine end with the last departure, which leaves long stays out, but not find that much more', () => {
    // 1,440 a service time and a mean of 1.86: some 2,700 customers are left in the system.
    const servers = { title: 'servers', rate: 1_440 };
    const references = new Map([[300_000, { means: meansAround(1.86, 300_000, 20, 0.01), exactMean: 1.86 }]]);
    const found = (mean: number): string[] =>
      queueingProblems(servers, [engine('ends', { customers: 300_000, mean })], references);
    expect(found(1.86 - 0.01)).toEqual([]);
    expect(found(1.86 + 0.01)).not.toEqual([]);
    expect(found(1.86 - 0.02)).not.toEqual([]);
  });

  test('sees customers that were not served', () => {
    const problems = problemsOf(engine('lazy', { customers: 300_000, served: 299_999 }));
    expect(problems).toEqual(['M/M/50, lazy: asked for 300000 customers, served 299999']);
  });

  test('sees other choices of engines that draw the same numbers', () => {
    const first = engine('first', { customers: 300_000, checksums: [1, 2, 3, 4] });
    const other = engine('other', { customers: 300_000, checksums: [1, 2, 7, 4] });
    expect(problemsOf(first, other)).toEqual(['M/M/50, slice 2: other and first served other servers (7, 3)']);
  });
});
