/**
 * Student's confidence interval for a mean over independent replications.
 *
 * Replications are independent and identically distributed by construction (their own run numbers), which is what the
 * interval assumes; with few of them it also assumes that replication means are about normal. Source: Law, "Simulation
 * Modeling and Analysis", 5th edition, section 4.5. Quantiles of t come from jstat.
 */
import jstat from 'jstat';
import { Moments } from './moments.ts';

export interface Estimate {
  /** How many replications it rests on. */
  readonly count: number;
  readonly mean: number;
  /** null with one replication, which says nothing about its own error. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * @param values one for each replication
 * @param confidence strictly between 0 and 1
 * @returns null without values
 */
export function studentInterval(values: readonly number[], confidence: number): Estimate | null {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`a confidence lies between 0 and 1, and ${confidence} does not`);
  const moments = Moments.of(values);
  const mean = moments.mean();
  if (mean === null) return null;
  const variance = moments.sampleVariance();
  if (variance === null) return { count: 1, mean, low: null, high: null };
  const halfWidth = studentQuantile((1 + confidence) / 2, values.length - 1) * Math.sqrt(variance / values.length);
  return { count: values.length, mean, low: mean - halfWidth, high: mean + halfWidth };
}

/**
 * Rounded to six decimals: jstat is little better, and `exp` and `log` may differ in their last bit between engines.
 *
 * @param p 0.5 .. 1, exclusive
 * @param degreesOfFreedom at least 1
 */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  return Math.round(jstat.studentt.inv(p, degreesOfFreedom) * 1e6) / 1e6;
}
