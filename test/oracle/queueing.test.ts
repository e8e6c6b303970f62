/**
 * Goal: the kernel, the fleet and the statistics that scenarios use give the answers of queueing theory.
 * Method: M/M/1, M/M/c, M/G/1, M/G/c/c and M/G/1-PS as whole scenarios (`queue-scenario.ts`), twelve replications of
 * 120,000 customers each; the closed form must lie in the 99.9 % interval of the replication means, and the interval
 * must be narrow, so that a wrong answer cannot hide in it.
 */
import { describe, expect, it } from 'vitest';
import { QUEUE_CASES } from './queue-cases.ts';
import { simulateQueue } from './queue-scenario.ts';

/** Half the interval's width, of the exact value. */
const HALF_WIDTH_MAX = 0.04;

describe.each(QUEUE_CASES)('$name', ({ theory, queue, measure, unit, exact }) => {
  it(`is as theory says: ${theory}`, () => {
    const estimates = simulateQueue(queue);
    const { mean, low, high } = measure(estimates);
    const halfWidth = (high! - low!) / 2;
    expect(halfWidth, `interval of ${mean} is too wide to prove anything`).toBeLessThan(exact * HALF_WIDTH_MAX);
    expect(Math.abs(mean - exact), `measured ${mean} +- ${halfWidth}, exact ${exact}`).toBeLessThan(halfWidth);
    // A queue without end turns nobody away.
    if (unit === 'ms') expect(estimates.refusedShare.mean).toBe(0);
  });
});
