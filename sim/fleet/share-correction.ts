/**
 * UTILIZATION and CUSTOM_METRICS: shares of a region's backends follow what they report, so
 * that their utilisation evens out.
 *
 * At each report a backend's factor is multiplied by 1 + gain * (mean - own) / max(mean, own), with fills over target
 * and their mean over the region; it stays between 1 / most and most. Source: "spreads by instance utilisation"; the
 * law and its parameters are assumptions. Below about a tenth of a backend's capacity what it reports is mostly chance,
 * and so are the shares (Google Cloud: expect imbalance).
 */
import type { FleetPlan } from './fleet-plan.ts';

/**
 * Corrects the factors in place.
 *
 * @param fill [backendCount] share of target reached; NaN where nothing is reported
 * @param weight [backendCount] capacity
 */
export function correctShares(
  factor: Float64Array,
  fill: Float64Array,
  weight: Float64Array,
  { backendsOfRegion }: Pick<FleetPlan, 'backendsOfRegion'>,
  { gain, most }: { readonly gain: number; readonly most: number },
): void {
  for (const backends of backendsOfRegion) {
    let load = 0;
    let capacity = 0;
    for (const backend of backends) {
      if (Number.isNaN(fill[backend]!)) continue;
      load += fill[backend]! * weight[backend]!;
      capacity += weight[backend]!;
    }
    if (load === 0) continue;
    const mean = load / capacity;
    for (const backend of backends) {
      const own = fill[backend]!;
      if (Number.isNaN(own)) continue;
      const corrected = factor[backend]! * (1 + (gain * (mean - own)) / Math.max(mean, own));
      factor[backend] = Math.min(most, Math.max(1 / most, corrected));
    }
  }
}
