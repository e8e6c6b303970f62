/**
 * Connections by home and serving region, from the flows of one design in one window. A connection that a region
 * refused, or left without an answer, was served nowhere.
 */
import type { FlowRow } from '../../sim/metrics/experiment-result.ts';
import { servedOf, unservedOf } from '../../sim/metrics/outcome.ts';

export interface SpillCounts {
  readonly designId: string;
  readonly window: string;
  /** [home region][serving region, or regionCount for no answer] */
  readonly counts: readonly (readonly number[])[];
  readonly offered: number;
  /** Served away from home. */
  readonly spilled: number;
  /** Got no answer. */
  readonly unserved: number;
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
  let unserved = 0;
  for (const row of flows) {
    if (row.designId !== designId || row.window !== window || row.homeRegionIndex < 0) continue;
    const served = servedOf(row);
    const ofHome = counts[row.homeRegionIndex]!;
    if (row.regionIndex >= 0) ofHome[row.regionIndex]! += served;
    ofHome[regionCount]! += unservedOf(row);
    offered += row.offered;
    unserved += unservedOf(row);
    if (row.regionIndex !== row.homeRegionIndex) spilled += served;
  }
  return { designId, window, counts, offered, spilled, unserved };
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
