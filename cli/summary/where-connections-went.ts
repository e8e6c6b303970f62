/**
 * Who was served where: connections by metro and serving region, for every window and design.
 *
 * Counts are means over replications of connections offered; one that a region refused or left without an answer was
 * served nowhere, and one that was still on its way to a region when the run ended is pending. Small metros are put
 * together, so that a world of hundreds fits on a screen.
 */
import type { ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import { pendingOf, servedOf, unservedOf } from '../../sim/metrics/outcome.ts';

/** Metros that get a row of their own; the rest share one. */
const METROS_SHOWN_MAX = 8;

/** Where connections are counted that no region served. */
const ELSEWHERE = [
  { name: 'unserved', countOf: unservedOf },
  { name: 'pending', countOf: pendingOf },
] as const;

export interface WhereTable {
  readonly window: { readonly id: string; readonly startMs: number; readonly endMs: number };
  /** Regions with backends, then `unserved` and `pending` for the others, each if there were any. */
  readonly destinations: readonly string[];
  readonly rows: readonly WhereRow[];
}

export interface WhereRow {
  readonly metro: string;
  readonly designId: string;
  readonly offered: number;
  /** By destination. */
  readonly counts: readonly number[];
}

export function whereConnectionsWent(result: ExperimentResult): WhereTable[] {
  return result.windows.map((window) => whereInWindow(result, window));
}

function whereInWindow(result: ExperimentResult, window: WhereTable['window']): WhereTable {
  const flows = result.flows.filter((flow) => flow.window === window.id);
  const groups = metroGroups(result, flows);
  const regionIds = result.places.regions.map((region) => region.id);
  const elsewhere = ELSEWHERE.filter(({ countOf }) => flows.some((flow) => countOf(flow) > 0));
  const rows = groups.flatMap((group) =>
    result.designs.map((design): WhereRow => {
      const counts = new Array<number>(regionIds.length + elsewhere.length).fill(0);
      for (const flow of flows) {
        if (flow.designId !== design.id || !group.metroIndexes.has(flow.metroIndex)) continue;
        if (flow.regionIndex >= 0) counts[flow.regionIndex]! += servedOf(flow);
        elsewhere.forEach(({ countOf }, place) => {
          counts[regionIds.length + place]! += countOf(flow);
        });
      }
      return { metro: group.name, designId: design.id, counts, offered: counts.reduce((sum, count) => sum + count, 0) };
    }),
  );
  return { window, destinations: [...regionIds, ...elsewhere.map(({ name }) => name)], rows };
}

interface MetroGroup {
  readonly name: string;
  readonly metroIndexes: ReadonlySet<number>;
}

/** The metros with most connections, busiest first; equals in the order of the world. */
function metroGroups(result: ExperimentResult, flows: ExperimentResult['flows']): MetroGroup[] {
  const offered = new Float64Array(result.places.metros.length);
  for (const flow of flows) offered[flow.metroIndex]! += flow.offered;
  const busiest = result.places.metros
    .map((metro, index) => ({ name: metro.id, index, offered: offered[index]! }))
    .filter((metro) => metro.offered > 0)
    .sort((a, b) => b.offered - a.offered || a.index - b.index);
  const shown = busiest.length <= METROS_SHOWN_MAX + 1 ? busiest : busiest.slice(0, METROS_SHOWN_MAX);
  const groups = shown.map(({ name, index }) => ({ name, metroIndexes: new Set([index]) }));
  const others = busiest.slice(shown.length);
  if (others.length === 0) return groups;
  return [...groups, { name: `${others.length} others`, metroIndexes: new Set(others.map((metro) => metro.index)) }];
}
