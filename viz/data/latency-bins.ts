/**
 * Latency distributions on common logarithmic bins, coarse enough to draw: the simulator's
 * buckets are finer than a pixel.
 */
import type { LatencyDistribution } from '../../sim/metrics/experiment-result.ts';

/** About 10 % a bin. */
const BINS_PER_DECADE = 24;

export interface LatencyBins {
  /** Rising, one more than there are bins; empty without an answer. */
  readonly edgesMs: readonly number[];
  /** Share of answers [distribution][bin]. */
  readonly shares: readonly (readonly number[])[];
}

export function latencyBins(distributions: readonly LatencyDistribution[]): LatencyBins {
  const buckets = distributions.flatMap((d) => d.buckets).filter((bucket) => bucket.count > 0 && bucket.highMs > 0);
  if (buckets.length === 0) return { edgesMs: [], shares: distributions.map(() => []) };
  const first = Math.floor(Math.log10(Math.max(1e-3, Math.min(...buckets.map((b) => b.lowMs)))) * BINS_PER_DECADE);
  const last = Math.ceil(Math.log10(Math.max(...buckets.map((b) => b.highMs))) * BINS_PER_DECADE) + 1;
  const edgesMs = Array.from({ length: last - first + 1 }, (_, i) =>
    Number((10 ** ((first + i) / BINS_PER_DECADE)).toPrecision(6)),
  );
  return { edgesMs, shares: distributions.map((distribution) => sharesOf(distribution, edgesMs)) };
}

/** A bucket that crosses an edge is split in proportion to its width on either side. */
function sharesOf(distribution: LatencyDistribution, edgesMs: readonly number[]): number[] {
  const bins = new Array<number>(edgesMs.length - 1).fill(0);
  for (const { lowMs, highMs, count } of distribution.buckets) {
    for (let bin = 0; bin < bins.length; bin++) {
      // Below a microsecond there is one bucket: it belongs to the first bin.
      const from = bin === 0 ? 0 : edgesMs[bin]!;
      const overlap = Math.min(highMs, edgesMs[bin + 1]!) - Math.max(lowMs, from);
      if (overlap > 0) bins[bin]! += (count * overlap) / (highMs - lowMs);
    }
  }
  const total = bins.reduce((a, b) => a + b, 0);
  return bins.map((n) => (total === 0 ? 0 : Number((n / total).toFixed(7))));
}
