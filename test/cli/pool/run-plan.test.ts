/**
 * Goal: every run is planned once, whole comparisons first.
 * Method: a small plan written out; a property of any.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planRuns } from '../../../cli/pool/run-plan.ts';

describe('run plan', () => {
  test('all designs of a replication come before the next replication', () => {
    expect(planRuns([0, 2], 2)).toEqual([
      { runIndex: 0, designIndex: 0, replication: 0 },
      { runIndex: 1, designIndex: 2, replication: 0 },
      { runIndex: 2, designIndex: 0, replication: 1 },
      { runIndex: 3, designIndex: 2, replication: 1 },
    ]);
  });

  test('every design meets every replication exactly once, numbered in order', () => {
    const designs = fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(designs, fc.integer({ min: 1, max: 30 }), (designIndexes, replications) => {
        const plan = planRuns(designIndexes, replications);
        expect(plan.map((run) => run.runIndex)).toEqual(plan.map((_, index) => index));
        expect(new Set(plan.map((run) => `${run.designIndex} ${run.replication}`)).size).toBe(
          designIndexes.length * replications,
        );
      }),
    );
  });
});
