/**
 * Where a series settles: MSER-5.
 *
 * The series is averaged in batches of five; the warm-up is the number of batches whose removal makes the standard
 * error of the rest smallest: argmin over d of S(d)^2 / (n - d)^2, with S(d)^2 the sum of squared deviations of batches
 * d .. n - 1 from their own mean.
 * Sources: K. P. White, "An effective truncation heuristic for bias reduction in simulation output", Simulation
 * 69(6), 1997; White, Cobb and Spratt, "A comparison of five steady-state truncation heuristics for simulation",
 * WSC 2000. Only the first half of the batches is searched, as they advise: a minimum at the end of it means that
 * the series is too short to tell.
 */
import { Moments } from './moments.ts';

export const MSER_BATCH_SIZE = 5;
/** Below this many batches a minimum says nothing (assumption). */
const BATCHES_MIN = 6;

export type WarmUp =
  | { readonly kind: 'settled'; readonly length: number }
  /** The series ends before it has settled. */
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'tooShort' };

/** How many leading values of `series` belong to its warm-up. O(n). */
export function detectWarmUp(series: readonly number[]): WarmUp {
  const batches = batchMeans(series);
  if (batches.length < BATCHES_MIN) return { kind: 'tooShort' };
  const searched = Math.floor(batches.length / 2);
  const tail = new Moments();
  let best = Number.MAX_VALUE;
  let bestCut = 0;
  for (let cut = batches.length - 1; cut >= 0; cut--) {
    tail.add(batches[cut]!);
    const squaredError = tail.populationVariance()! / tail.count;
    // From the back to the front: on equal errors the shorter warm-up wins.
    if (cut <= searched && squaredError <= best) {
      best = squaredError;
      bestCut = cut;
    }
  }
  if (bestCut === searched) return { kind: 'unsettled' };
  return { kind: 'settled', length: bestCut * MSER_BATCH_SIZE };
}

/** Means of whole batches; an incomplete last one is left out. */
function batchMeans(series: readonly number[]): number[] {
  const means: number[] = [];
  for (let start = 0; start + MSER_BATCH_SIZE <= series.length; start += MSER_BATCH_SIZE) {
    let sum = 0;
    for (let at = start; at < start + MSER_BATCH_SIZE; at++) sum += series[at]!;
    means.push(sum / MSER_BATCH_SIZE);
  }
  return means;
}
