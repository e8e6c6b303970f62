/**
 * Values of replications against the bound of an expectation: a fixed one, or a multiple of what the baseline did in the same replication.
 */
import type { Comparison, Quantity } from '../scenario/expectation.ts';
import { pairedDifference } from '../stats/paired-difference.ts';
import { studentInterval } from '../stats/student-interval.ts';
import { clip, decide, type Range } from './decide.ts';
import type { VerdictState } from './experiment-result.ts';

export interface BoundComparison {
  readonly state: VerdictState;
  readonly mean: number;
  /** null with one replication. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly bound: number;
}

/** What is asked of the values. */
export interface Demand {
  readonly comparison: Comparison;
  readonly confidence: number;
}

const ANY_VALUE: Range = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE };

/** Nothing measured is negative, and a share of what was offered is at most 1. */
export function rangeOfQuantity(quantity: Quantity): Range {
  return { min: 0, max: quantity.kind === 'share' ? 1 : Number.MAX_VALUE };
}

export function compareWithFixed(
  values: readonly number[],
  bound: number,
  range: Range,
  { comparison, confidence }: Demand,
): BoundComparison {
  const estimate = studentInterval(values, confidence)!;
  return {
    state: decide(estimate, comparison, bound, range),
    mean: estimate.mean,
    interval: estimate.low === null ? null : clip(estimate, range),
    bound,
  };
}

/**
 * Decided on the paired differences value - factor x baseline, whose interval is laid around the bound: it excludes the bound exactly
 * when the differences exclude 0.
 */
export function compareWithBaseline(
  values: readonly number[],
  baselines: readonly number[],
  factor: number,
  { comparison, confidence }: Demand,
): BoundComparison {
  const limits = baselines.map((baseline) => factor * baseline);
  const difference = pairedDifference(values, limits, confidence)!;
  const bound = studentInterval(limits, confidence)!.mean;
  const { low, high } = difference;
  return {
    state: decide(difference, comparison, 0, ANY_VALUE),
    mean: bound + difference.mean,
    interval: low === null || high === null ? null : { low: bound + low, high: bound + high },
    bound,
  };
}
