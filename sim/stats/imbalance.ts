/**
 * How unevenly a load is spread: the coefficient of variation, standard deviation over mean.
 *
 * 0 is even; one of n taking everything gives sqrt(n - 1). The members are the whole population, not a sample of it,
 * so the deviation divides by n. Random assignment of k connections to each of n members gives about 1 / sqrt(k):
 * compare with that, not with 0.
 */
import { Moments } from './moments.ts';

/** null without values or where all of them are 0. */
export function coefficientOfVariation(loads: readonly number[]): number | null {
  const moments = Moments.of(loads);
  const mean = moments.mean();
  if (mean === null || mean === 0) return null;
  return Math.sqrt(moments.populationVariance()!) / mean;
}

/** The largest load over the mean: 1 is even. Null without values or where all of them are 0. */
export function peakToMean(loads: readonly number[]): number | null {
  const mean = Moments.of(loads).mean();
  if (mean === null || mean === 0) return null;
  return loads.reduce((a, b) => Math.max(a, b)) / mean;
}
