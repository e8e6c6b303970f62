/**
 * How full backends are: open connections over target capacity, sampled at the end of every interval.
 *
 * The *highest* is that of the busiest region, counting only its selected backends: an average over regions would hide the one that is
 * full. The *mean* is over time, of all selected backends together. An interval in which nothing selected has capacity is left out.
 */
import type { Places } from './experiment-result.ts';
import type { IntervalRange } from './interval-range.ts';
import type { ServingSeries } from './run-record.ts';
import { type Selection, selectsBackend } from './selection.ts';

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
  const selected = selectedBackends(selection, places);
  const peaks: number[] = [];
  for (let region = 0; region < places.regions.length; region++) {
    const ofRegion = selected.filter((backend) => places.backends[backend]!.regionIndex === region);
    for (const value of utilisations(serving, range, ofRegion, places)) peaks.push(value);
  }
  return fold(peaks, (values) => values.reduce((highest, value) => Math.max(highest, value)));
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
    let active = 0;
    let capacity = 0;
    for (const backend of backends) {
      active += serving.active[interval * width + backend]!;
      capacity += serving.capacity[interval * width + backend]!;
    }
    if (capacity > 0) values.push(active / capacity);
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

function selectedBackends(selection: Selection, places: Places): number[] {
  const selected: number[] = [];
  places.backends.forEach((backend, index) => {
    if (selectsBackend(selection, index, backend.regionIndex)) selected.push(index);
  });
  return selected;
}

function fold(values: readonly number[], combine: (values: readonly number[]) => number): number | null {
  return values.length === 0 ? null : combine(values);
}
