/**
 * A selector's ids as sets of indexes, ready to be asked about every flow and every backend.
 */
import { assert } from '../kernel/assert.ts';
import type { Selector } from '../scenario/expectation.ts';
import type { Places } from './experiment-result.ts';
import type { FlowRecord } from './run-record.ts';

/** null: no restriction. */
export interface Selection {
  readonly metros: ReadonlySet<number> | null;
  /** Regions that served. */
  readonly regions: ReadonlySet<number> | null;
  /** Zonal backends: all of a backend's zones. */
  readonly backends: ReadonlySet<number> | null;
}

export const EVERYTHING: Selection = { metros: null, regions: null, backends: null };

export function resolveSelector(selector: Selector, places: Places): Selection {
  return {
    metros: indexesOf(selector.metro, places.metros, 'metro'),
    regions: indexesOf(selector.region, places.regions, 'region'),
    backends: indexesOf(selector.backend, places.backends, 'backend'),
  };
}

export function selectsFlow(selection: Selection, flow: FlowRecord): boolean {
  if (selection.metros !== null && !selection.metros.has(flow.metroIndex)) return false;
  return selection.regions === null || selection.regions.has(flow.regionIndex);
}

export function selectsBackend(selection: Selection, backendIndex: number, regionIndex: number): boolean {
  if (selection.backends !== null && !selection.backends.has(backendIndex)) return false;
  return selection.regions === null || selection.regions.has(regionIndex);
}

function indexesOf(
  ids: readonly string[] | null,
  places: readonly { readonly id: string }[],
  kind: string,
): Set<number> | null {
  if (ids === null) return null;
  const wanted = new Set(ids);
  const found = new Set<string>();
  const indexes = new Set<number>();
  places.forEach(({ id }, index) => {
    if (!wanted.has(id)) return;
    found.add(id);
    indexes.add(index);
  });
  for (const id of ids) assert(found.has(id), `an expectation names ${kind} "${id}", which the model does not have`);
  return indexes;
}
