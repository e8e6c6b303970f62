/**
 * The difference between the means of two independent samples of different size and spread.
 *
 * For replications that do not share their seed: nothing cancels, so the interval is wider than a paired one. Source:
 * Welch, "The generalization of Student's problem when several different population variances are involved", Biometrika
 * 34 (1947), with Satterthwaite's degrees of freedom.
 */
import { Moments } from './moments.ts';
import { type Estimate, studentQuantile } from './student-interval.ts';

/**
 * @param values one for each replication
 * @param baselines of other replications, as many as there are
 * @param confidence strictly between 0 and 1
 * @returns mean of `values` minus mean of `baselines`; its `count` is that of the smaller
 *   sample. null where either is empty
 */
export function welchDifference(
  values: readonly number[],
  baselines: readonly number[],
  confidence: number,
): Estimate | null {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`a confidence lies between 0 and 1, and ${confidence} does not`);
  const [own, other] = [Moments.of(values), Moments.of(baselines)];
  const [ownMean, otherMean] = [own.mean(), other.mean()];
  if (ownMean === null || otherMean === null) return null;
  const mean = ownMean - otherMean;
  const count = Math.min(own.count, other.count);
  const [ownVariance, otherVariance] = [own.sampleVariance(), other.sampleVariance()];
  if (ownVariance === null || otherVariance === null) return { count, mean, low: null, high: null };
  const [a, b] = [ownVariance / own.count, otherVariance / other.count];
  if (a + b === 0) return { count, mean, low: mean, high: mean };
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / (own.count - 1) + b ** 2 / (other.count - 1));
  const halfWidth = studentQuantile((1 + confidence) / 2, degreesOfFreedom) * Math.sqrt(a + b);
  return { count, mean, low: mean - halfWidth, high: mean + halfWidth };
}
