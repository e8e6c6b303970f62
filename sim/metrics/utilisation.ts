/**
 * How full backends are: load over target capacity, in the unit of the design's balancing modes,
 * sampled at the end of every interval.
 *
 * The *highest* is that of the busiest region and the *lowest* that of the idlest, counting only their selected
 * backends: an average over regions would hide the one that is full. The *mean* is over time, of all selected backends
 * together. An interval in which nothing selected has capacity is left out.
 */
import type { Places } from './experiment-result.ts';
import type { IntervalRange } from './interval-range.ts';
import type { ServingSeries } from './run-record.ts';
import { type Selection, selectedBackends } from './selection.ts';

/** null when no interval of the range has capacity. */
export function meanUtilisation(
  serving: ServingSeries,
  range: IntervalRange,
  selection: Selection,
  places: Places,
): number | null {
  return fold(utilisations(serving, range, selectedBackends(selection, places), places), (values) => {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

/** null when no interval of the range has capacity. */
export function highestUtilisation(
  serving: ServingSeries,
  range: IntervalRange,
  selection: Selection,
  places: Places,
): number | null {
  return fold(ofRegions(serving, range, selection, places), (values) => values.reduce((a, b) => Math.max(a, b)));
}

/** null when no interval of the range has capacity. */
export function lowestUtilisation(
  serving: ServingSeries,
  range: IntervalRange,
  selection: Selection,
  places: Places,
): number | null {
  return fold(ofRegions(serving, range, selection, places), (values) => values.reduce((a, b) => Math.min(a, b)));
}

/** Utilisations of every region at the end of every interval, one region after the other. */
function ofRegions(serving: ServingSeries, range: IntervalRange, selection: Selection, places: Places): number[] {
  const selected = selectedBackends(selection, places);
  return places.regions.flatMap((_, region) => {
    const ofRegion = selected.filter((backend) => places.backends[backend]!.regionIndex === region);
    return utilisations(serving, range, ofRegion, places);
  });
}

/** Utilisation of these backends together at the end of each interval that has capacity, in order of time. */
export function utilisations(
  serving: ServingSeries,
  range: IntervalRange,
  backends: readonly number[],
  places: Places,
): number[] {
  const values: number[] = [];
  const width = places.backends.length;
  for (let interval = range.first; interval < range.end; interval++) {
    let load = 0;
    let capacity = 0;
    for (const backend of backends) {
      load += serving.load[interval * width + backend]!;
      capacity += serving.capacity[interval * width + backend]!;
    }
    if (capacity > 0) values.push(load / capacity);
  }
  return values;
}

/** Connections open at these backends together at the end of each interval, in order of time. */
export function openConnectionsAt(
  serving: ServingSeries,
  range: IntervalRange,
  backends: readonly number[],
  places: Places,
): number[] {
  const width = places.backends.length;
  return Array.from({ length: range.end - range.first }, (_, at) => {
    return backends.reduce((sum, backend) => sum + serving.active[(range.first + at) * width + backend]!, 0);
  });
}

function fold(values: readonly number[], combine: (values: readonly number[]) => number): number | null {
  return values.length === 0 ? null : combine(values);
}
