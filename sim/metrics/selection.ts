/**
 * A selector's ids as sets of indexes, ready to be asked about every flow and every backend.
 */
import { assert } from '../kernel/assert.ts';
import type { Selector } from '../scenario/expectation.ts';
import type { Places } from './experiment-result.ts';
import type { BackendFlowRecord, FlowRecord } from './run-record.ts';

/** null: no restriction. */
export interface Selection {
  readonly metros: ReadonlySet<number> | null;
  readonly homes: ReadonlySet<number> | null;
  /** Regions that they were sent to. */
  readonly regions: ReadonlySet<number> | null;
  /** Zonal backends: those of the selected zones that belong to the selected backends. */
  readonly backends: ReadonlySet<number> | null;
}

export const EVERYTHING: Selection = { metros: null, homes: null, regions: null, backends: null };

export function resolveSelector(selector: Selector, places: Places): Selection {
  return {
    metros: indexesOf(selector.metro, places.metros, 'metro', ({ id }) => [id]),
    homes: indexesOf(selector.home, places.regions, 'region', ({ id }) => [id]),
    regions: indexesOf(selector.region, places.regions, 'region', ({ id }) => [id]),
    backends: both(
      indexesOf(selector.zone, places.backends, 'zone', ({ zone }) => [zone]),
      indexesOf(selector.backend, places.backends, 'backend', backendNames),
    ),
  };
}

export function selectsFlow(selection: Selection, flow: FlowRecord): boolean {
  if (!selectsClients(selection, flow)) return false;
  return selection.regions === null || selection.regions.has(flow.regionIndex);
}

export function selectsBackendFlow(selection: Selection, flow: BackendFlowRecord, places: Places): boolean {
  if (!selectsClients(selection, flow)) return false;
  return selectsBackend(selection, flow.backendIndex, places.backends[flow.backendIndex]!.regionIndex);
}

export function selectsBackend(selection: Selection, backendIndex: number, regionIndex: number): boolean {
  if (selection.backends !== null && !selection.backends.has(backendIndex)) return false;
  return selection.regions === null || selection.regions.has(regionIndex);
}

/** Indexes of the zonal backends that are selected, ascending. */
export function selectedBackends(selection: Selection, places: Places): number[] {
  return places.backends.flatMap(({ regionIndex }, index) => {
    return selectsBackend(selection, index, regionIndex) ? [index] : [];
  });
}

/**
 * The scenario's name of a backend: a place's id may have the zone behind it, as `planFleet`
 * gives it to a regional group's.
 */
export function backendIdOf({ id, zone }: Places['backends'][number]): string {
  return id.endsWith(`/${zone}`) ? id.slice(0, -zone.length - 1) : id;
}

/** The whole backend, and its part in this zone. */
function backendNames(place: Places['backends'][number]): readonly string[] {
  const backend = backendIdOf(place);
  return [backend, `${backend}/${place.zone}`];
}

function selectsClients(
  { metros, homes }: Selection,
  { metroIndex, homeRegionIndex }: { readonly metroIndex: number; readonly homeRegionIndex: number },
): boolean {
  if (metros !== null && !metros.has(metroIndex)) return false;
  return homes === null || homes.has(homeRegionIndex);
}

function indexesOf<Place>(
  ids: readonly string[] | null,
  places: readonly Place[],
  kind: string,
  namesOf: (place: Place) => readonly string[],
): Set<number> | null {
  if (ids === null) return null;
  const wanted = new Set(ids);
  const found = new Set<string>();
  const indexes = new Set<number>();
  places.forEach((place, index) => {
    for (const name of namesOf(place)) {
      if (!wanted.has(name)) continue;
      found.add(name);
      indexes.add(index);
    }
  });
  for (const id of ids) assert(found.has(id), `an expectation names ${kind} "${id}", which the model does not have`);
  return indexes;
}

function both(one: ReadonlySet<number> | null, other: ReadonlySet<number> | null): ReadonlySet<number> | null {
  if (one === null) return other;
  if (other === null) return one;
  return new Set([...one].filter((index) => other.has(index)));
}
