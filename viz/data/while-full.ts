/** Who served a region's own connections while it was full: from the slices that lie wholly in full intervals. */
import type { DesignFlowSlices, DesignSeries, FlowRow } from '../../sim/metrics/experiment-result.ts';

/** A region counts as full from here on: rounding of a mean over replications hides the last per cent. */
export const FULL = 0.99;

export interface WhileFull {
  readonly server: number;
  /** Of the full region's own connections. */
  readonly share: number;
}

/**
 * The region that took most of `region`'s connections in its full slices; null where there is no
 * such slice or nothing left home.
 */
export function takerWhileFull(
  series: DesignSeries,
  slices: DesignFlowSlices,
  flows: readonly FlowRow[],
  region: number,
): WhileFull | null {
  const full = fullSlices(series, slices, region);
  const own = flows.filter((row) => row.designId === series.designId);
  const homes = new Map(own.map((row) => [row.metroIndex, row.homeRegionIndex]));
  const takers = new Map<number, number>();
  let total = 0;
  for (const flow of slices.flows) {
    if (homes.get(flow.metroIndex) !== region) continue;
    const count = full.reduce((sum, slice) => sum + flow.offered[slice]!, 0);
    total += count;
    if (flow.regionIndex !== region && flow.regionIndex !== -1)
      takers.set(flow.regionIndex, (takers.get(flow.regionIndex) ?? 0) + count);
  }
  const [best] = [...takers].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return best === undefined || best[1] === 0 ? null : { server: best[0], share: best[1] / total };
}

function fullSlices(series: DesignSeries, slices: DesignFlowSlices, region: number): number[] {
  const { utilisation } = series.regions[region]!;
  return Array.from({ length: slices.sliceCount }, (_, slice) => slice).filter((slice) => {
    const inside = utilisation.filter((_, t) => Math.floor(series.timesMs[t]! / slices.sliceMs) === slice);
    return inside.length > 0 && inside.every((u) => u !== null && u >= FULL);
  });
}
