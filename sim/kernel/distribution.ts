/**
 * Probability distributions of durations, as a scenario resolves them: all parameters in microseconds.
 *
 * `fillDurations` draws a block at a time into a typed array, so the choice of the distribution is made
 * once a block and not once a draw.
 */
import type { RandomStream } from './random-stream.ts';
import { roundUs } from './time.ts';

export type Distribution =
  | { readonly kind: 'constant'; readonly valueUs: number }
  | { readonly kind: 'uniform'; readonly lowUs: number; readonly highUs: number }
  | { readonly kind: 'exponential'; readonly meanUs: number }
  /** `median * exp(sigma * Z)`, Z standard normal. */
  | { readonly kind: 'lognormal'; readonly medianUs: number; readonly sigma: number }
  /**
   * `scale * exp(E / shape)`, E standard exponential: exactly Pareto. Capped, because the mean of a tail
   * with shape near 1 does not settle.
   */
  | { readonly kind: 'pareto'; readonly scaleUs: number; readonly shape: number; readonly capUs: number };

/** Draws `count` durations into `out` from place `first` on: whole microseconds, never negative. */
export function fillDurations(
  distribution: Distribution,
  stream: RandomStream,
  out: Float64Array,
  first: number,
  count: number,
): void {
  const end = first + count;
  switch (distribution.kind) {
    case 'constant': {
      out.fill(roundUs(distribution.valueUs), first, end);
      return;
    }
    case 'uniform': {
      const { lowUs, highUs } = distribution;
      for (let i = first; i < end; i++) out[i] = roundUs(lowUs + (highUs - lowUs) * stream.uniform());
      return;
    }
    case 'exponential': {
      const { meanUs } = distribution;
      stream.fillExponentials(out, first, count);
      for (let i = first; i < end; i++) out[i] = roundUs(meanUs * out[i]!);
      return;
    }
    case 'lognormal': {
      const { medianUs, sigma } = distribution;
      stream.fillNormals(out, first, count);
      for (let i = first; i < end; i++) out[i] = roundUs(medianUs * Math.exp(sigma * out[i]!));
      return;
    }
    case 'pareto': {
      const { scaleUs, shape, capUs } = distribution;
      stream.fillExponentials(out, first, count);
      for (let i = first; i < end; i++) out[i] = roundUs(Math.min(capUs, scaleUs * Math.exp(out[i]! / shape)));
      return;
    }
  }
}

/** Mean in microseconds. For the capped Pareto of shape 1 the limit of the formula is taken. */
export function meanUs(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.valueUs;
    case 'uniform':
      return (distribution.lowUs + distribution.highUs) / 2;
    case 'exponential':
      return distribution.meanUs;
    case 'lognormal':
      return distribution.medianUs * Math.exp(distribution.sigma ** 2 / 2);
    case 'pareto':
      return cappedParetoMean(distribution.scaleUs, distribution.shape, distribution.capUs);
  }
}

/** E[min(X, cap)] = scale + integral from scale to cap of (scale / x)^shape dx. */
function cappedParetoMean(scaleUs: number, shape: number, capUs: number): number {
  if (capUs <= scaleUs) return capUs;
  const ratio = capUs / scaleUs;
  const tail = shape === 1 ? Math.log(ratio) : (1 - ratio ** (1 - shape)) / (shape - 1);
  return scaleUs * (1 + tail);
}

/** Whether two distributions are the same in kind and every parameter. */
export function isSameDistribution(a: Distribution, b: Distribution): boolean {
  const keys = Object.keys(a) as (keyof Distribution)[];
  return a.kind === b.kind && keys.every((key) => a[key] === b[key]);
}
