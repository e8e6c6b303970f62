/** Connections by home and serving region, from the flows of one design in one window. */
import type { FlowRow } from '../../sim/metrics/experiment-result.ts';

export interface SpillCounts {
  readonly designId: string;
  readonly window: string;
  /** [home region][serving region, or regionCount for no answer] */
  readonly counts: readonly (readonly number[])[];
  readonly offered: number;
  readonly spilled: number;
}

export function spillCounts(
  flows: readonly FlowRow[],
  designId: string,
  window: string,
  regionCount: number,
): SpillCounts {
  const counts = Array.from({ length: regionCount }, () => new Array<number>(regionCount + 1).fill(0));
  let offered = 0;
  let spilled = 0;
  for (const row of flows) {
    if (row.designId !== designId || row.window !== window || row.homeRegionIndex < 0) continue;
    const server = row.regionIndex === -1 ? regionCount : row.regionIndex;
    counts[row.homeRegionIndex]![server]! += row.offered;
    offered += row.offered;
    if (server !== regionCount && server !== row.homeRegionIndex) spilled += row.offered;
  }
  return { designId, window, counts, offered, spilled };
}

export interface LargestSpill {
  readonly home: number;
  readonly server: number;
  readonly count: number;
  /** Of the home region's connections. */
  readonly share: number;
}

/** The home and server with most connections away from home; null where nothing spilled. */
export function largestSpill(spill: SpillCounts): LargestSpill | null {
  let best: LargestSpill | null = null;
  for (const [home, row] of spill.counts.entries()) {
    const total = row.reduce((a, b) => a + b, 0);
    for (const [server, count] of row.slice(0, -1).entries()) {
      if (server === home || count <= (best?.count ?? 0)) continue;
      best = { home, server, count, share: count / total };
    }
  }
  return best;
}
