/**
 * The verdict on "quantity compared with bound" from an interval estimate: held, failed
 * or undecided, never a coin flip.
 *
 * An interval that straddles the bound is undecided. Two cases are exact. Without spread there is nothing to straddle.
 * And a quantity that cannot lie beyond the bound (no count is below 0, no share above 1) is *at* it on average only if
 * it always is: one dropped connection in one replication refutes `dropped == 0`, whatever the interval says. With one
 * replication the point itself decides.
 *
 * Equality with a tolerance asks whether the mean lies in a range: an interval within the range holds, one
 * that lies apart from it fails.
 */
import type { Comparison } from '../scenario/expectation.ts';
import type { Estimate } from '../stats/student-interval.ts';
import type { VerdictState } from './experiment-result.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * @param range what values of the quantity are possible at all
 * @param tolerance of `==` and `!=`: how far from the bound still counts as equal; 0 for none
 */
export function decide(
  estimate: Estimate,
  comparison: Comparison,
  bound: number,
  range: Range,
  tolerance = 0,
): VerdictState {
  const { mean } = estimate;
  const isAtEnd = tolerance === 0 && (bound === range.min || bound === range.max);
  if (estimate.low === null || estimate.high === null || isAtEnd) {
    return compare(mean, comparison, bound, tolerance) ? 'held' : 'failed';
  }
  const { low, high } = clip(estimate, range);
  if (low === high) return compare(mean, comparison, bound, tolerance) ? 'held' : 'failed';
  if (tolerance > 0) {
    const isEqual = low >= bound - tolerance && high <= bound + tolerance;
    if (!isEqual && low <= bound + tolerance && high >= bound - tolerance) return 'undecided';
    return isEqual === (comparison === '==') ? 'held' : 'failed';
  }
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

/** @param tolerance of `==` and `!=` */
export function compare(value: number, comparison: Comparison, bound: number, tolerance: number): boolean {
  switch (comparison) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '==':
      return isNear(value, bound, tolerance);
    case '!=':
      return !isNear(value, bound, tolerance);
    case '>=':
      return value >= bound;
    case '>':
      return value > bound;
  }
}

function isNear(value: number, bound: number, tolerance: number): boolean {
  return value === bound || (value >= bound - tolerance && value <= bound + tolerance);
}
