/**
 * Goal: the kernel, the fleet and the statistics that scenarios use give the answers of queueing theory.
 * Method: M/M/1, M/M/c, M/G/1, M/G/c/c and M/G/1-PS as whole scenarios (`queue-scenario.ts`), twelve replications of 120,000 customers each; the closed
 * form must lie in the 99.9 % interval of the replication means, and the interval must be narrow, so that a wrong answer cannot hide in it.
 */
import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../sim/stats/student-interval.ts';
import { erlangB, erlangCWaitMean, pollaczekKhinchineWaitMean, processorSharingSojournMean } from './closed-forms.ts';
import { simulateQueue } from './queue-scenario.ts';

/** Mean work of every queue here, ms. */
const WORK_MS = 10;

function expectAgreement(estimate: Estimate, exact: number, relativeHalfWidthMax: number): void {
  const halfWidth = (estimate.high! - estimate.low!) / 2;
  expect(halfWidth, `interval of ${estimate.mean} is too wide to prove anything`).toBeLessThan(
    exact * relativeHalfWidthMax,
  );
  expect(Math.abs(estimate.mean - exact), `measured ${estimate.mean} +- ${halfWidth}, exact ${exact}`).toBeLessThan(
    halfWidth,
  );
}

describe('workers', () => {
  it.each([
    { servers: 1, load: 0.5 },
    { servers: 1, load: 0.8 },
    { servers: 5, load: 0.8 },
    { servers: 50, load: 0.9 },
  ])('M/M/$servers at load $load waits as Erlang C says', ({ servers, load }) => {
    const { sojournMs, refusedShare } = simulateQueue({
      discipline: 'workers',
      servers,
      backlog: 1_000_000,
      ratePerSecond: (1_000 / WORK_MS) * servers * load,
      work: `{ exponential: { mean: ${WORK_MS}ms } }`,
    });
    expectAgreement(sojournMs, WORK_MS + erlangCWaitMean(servers, servers * load) * WORK_MS, 0.04);
    expect(refusedShare.mean).toBe(0);
  });

  it.each([
    { name: 'constant', work: `${WORK_MS}ms`, squaredVariation: 0 },
    {
      name: 'lognormal',
      work: `{ lognormal: { mean: ${WORK_MS}ms, sigma: 0.7 } }`,
      squaredVariation: Math.exp(0.49) - 1,
    },
  ])('M/G/1 with $name work waits as Pollaczek and Khinchine say', ({ work, squaredVariation }) => {
    const load = 0.7;
    const { sojournMs } = simulateQueue({
      discipline: 'workers',
      servers: 1,
      backlog: 1_000_000,
      ratePerSecond: (1_000 / WORK_MS) * load,
      work,
    });
    expectAgreement(sojournMs, WORK_MS + pollaczekKhinchineWaitMean(WORK_MS, load, squaredVariation), 0.04);
  });

  it.each([
    { servers: 1, offered: 0.5, work: `{ exponential: { mean: ${WORK_MS}ms } }`, name: 'exponential' },
    { servers: 10, offered: 9, work: `{ exponential: { mean: ${WORK_MS}ms } }`, name: 'exponential' },
    { servers: 10, offered: 9, work: `${WORK_MS}ms`, name: 'constant' },
    { servers: 10, offered: 9, work: `{ lognormal: { mean: ${WORK_MS}ms, sigma: 1 } }`, name: 'lognormal' },
  ])(
    'M/G/$servers/$servers at $offered erlang with $name work refuses as Erlang B says',
    ({ servers, offered, work }) => {
      const { refusedShare } = simulateQueue({
        discipline: 'workers',
        servers,
        backlog: 0,
        ratePerSecond: (1_000 / WORK_MS) * offered,
        work,
      });
      expectAgreement(refusedShare, erlangB(servers, offered), 0.04);
    },
  );
});

describe('processor sharing', () => {
  it.each([
    { name: 'exponential', work: `{ exponential: { mean: ${WORK_MS}ms } }`, load: 0.8 },
    { name: 'constant', work: `${WORK_MS}ms`, load: 0.8 },
    { name: 'lognormal', work: `{ lognormal: { mean: ${WORK_MS}ms, sigma: 1 } }`, load: 0.7 },
  ])('M/G/1-PS with $name work has a mean sojourn that depends on its mean only', ({ work, load }) => {
    const { sojournMs } = simulateQueue({
      discipline: 'processorSharing',
      servers: 1,
      backlog: 1_000_000,
      ratePerSecond: (1_000 / WORK_MS) * load,
      work,
    });
    expectAgreement(sojournMs, processorSharingSojournMean(WORK_MS, load), 0.04);
  });
});
