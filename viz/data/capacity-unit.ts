/** What the load of a design is counted in, in words: open connections, or what else its balancing modes go by. */
import type { DesignSeries } from '../../sim/metrics/experiment-result.ts';

export type CapacityUnit = DesignSeries['capacityUnit'];

const LOADS: Readonly<Record<CapacityUnit, string>> = {
  connections: 'open connections',
  'requests/s': 'requests per second',
  'requests in flight': 'requests in flight',
  'members in use': "members' worth in use",
  'members at target': "members' worth of load, each full at its target",
};

/** The unit of all designs; null where they differ, so that no axis can hold them all. */
export function commonUnit(series: readonly DesignSeries[]): CapacityUnit | null {
  const units = new Set(series.map(({ capacityUnit }) => capacityUnit));
  return units.size > 1 ? null : ([...units][0] ?? 'connections');
}

/** "open connections"; null: designs that differ are shown by share of capacity. */
export function loadWords(unit: CapacityUnit | null): string {
  return unit === null ? 'load as a share of capacity' : LOADS[unit];
}

export function capitalised(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}
