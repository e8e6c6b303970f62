/** Spill counts with the quiet regions folded into one column, so that a matrix of forty regions can still be read. */
import type { ReportContext } from './report-context.ts';
import type { SpillCounts } from './spill-counts.ts';

export interface FoldedSpill {
  /** Region indexes of the rows: the busiest ones that have connections in any of the counts. */
  readonly homes: readonly number[];
  /** Region index of each column; `others` and `none` stand for themselves. */
  readonly servers: readonly (number | 'others' | 'none')[];
  /** For each of the counts given: [home][server]. */
  readonly counts: readonly (readonly (readonly number[])[])[];
}

export function foldRegions(context: ReportContext, all: readonly SpillCounts[]): FoldedSpill {
  const regionCount = context.regions.length;
  const { busiest } = context;
  const homes = busiest.filter((r) => all.some((spill) => spill.counts[r]!.some((n) => n > 0)));
  const others = Array.from({ length: regionCount }, (_, r) => r).filter((r) => !busiest.includes(r));
  const isUnserved = all.some((spill) => spill.counts.some((row) => row[regionCount]! > 0));
  const servers = [
    ...busiest,
    ...(others.length > 0 ? ['others' as const] : []),
    ...(isUnserved ? ['none' as const] : []),
  ];
  const countAt = (row: readonly number[], server: number | 'others' | 'none'): number => {
    if (server === 'others') return others.reduce((sum, r) => sum + row[r]!, 0);
    return row[server === 'none' ? regionCount : server]!;
  };
  return {
    homes,
    servers,
    counts: all.map((spill) => homes.map((home) => servers.map((server) => countAt(spill.counts[home]!, server)))),
  };
}
