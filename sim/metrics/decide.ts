/**
 * The verdict on "quantity compared with bound" from an interval estimate: held, failed or undecided, never a coin flip.
 *
 * An interval that straddles the bound is undecided. Two cases are exact. Without spread there is nothing to straddle. And a quantity
 * that cannot lie beyond the bound (no count is below 0, no share above 1) is *at* it on average only if it always is: one dropped
 * connection in one replication refutes `dropped == 0`, whatever the interval says. With one replication the point itself decides.
 */
import type { Comparison } from '../scenario/expectation.ts';
import type { Estimate } from '../stats/student-interval.ts';
import type { VerdictState } from './experiment-result.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** @param range what values of the quantity are possible at all */
export function decide(estimate: Estimate, comparison: Comparison, bound: number, range: Range): VerdictState {
  const { mean } = estimate;
  if (estimate.low === null || estimate.high === null || bound === range.min || bound === range.max) {
    return compare(mean, comparison, bound) ? 'held' : 'failed';
  }
  const { low, high } = clip(estimate, range);
  if (low === high) return compare(mean, comparison, bound) ? 'held' : 'failed';
  switch (comparison) {
    case '<':
      return high < bound ? 'held' : low >= bound ? 'failed' : 'undecided';
    case '<=':
      return high <= bound ? 'held' : low > bound ? 'failed' : 'undecided';
    case '>':
      return low > bound ? 'held' : high <= bound ? 'failed' : 'undecided';
    case '>=':
      return low >= bound ? 'held' : high < bound ? 'failed' : 'undecided';
    case '==':
      return low <= bound && bound <= high ? 'undecided' : 'failed';
    case '!=':
      return low <= bound && bound <= high ? 'undecided' : 'held';
  }
}

/** The part of an interval that is possible at all: Student's does not know that a count is never negative. */
export function clip(estimate: Estimate, range: Range): { readonly low: number; readonly high: number } {
  const low = estimate.low ?? estimate.mean;
  const high = estimate.high ?? estimate.mean;
  return { low: Math.max(low, range.min), high: Math.min(high, range.max) };
}

function compare(value: number, comparison: Comparison, bound: number): boolean {
  switch (comparison) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '==':
      return value === bound;
    case '!=':
      return value !== bound;
    case '>=':
      return value >= bound;
    case '>':
      return value > bound;
  }
}
