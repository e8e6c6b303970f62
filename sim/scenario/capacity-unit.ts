/**
 * What the capacities and loads of a service are counted in.
 *
 * Where all backends of a service are counted alike, the unit is the mode's own. Where modes differ there is no common
 * amount, so capacity is counted in members at their target (assumption): a backend that is at its target in its own
 * unit is full, and backends weigh as many members as they have.
 */
import type { BalancingMode, ResolvedCapacity } from './resolved-scenario.ts';

export type CapacityUnit = 'connections' | 'requests/s' | 'requests in flight' | 'members in use' | 'members at target';

const MODE_UNITS: Readonly<Record<BalancingMode, CapacityUnit>> = {
  CONNECTION: 'connections',
  RATE: 'requests/s',
  IN_FLIGHT: 'requests in flight',
  UTILIZATION: 'members in use',
  CUSTOM_METRICS: 'members in use',
};

/** The unit of a service's capacities; the backends are at least one. */
export function capacityUnitOf(backends: readonly Pick<ResolvedCapacity, 'balancingMode'>[]): CapacityUnit {
  const units = new Set(backends.map(({ balancingMode }) => MODE_UNITS[balancingMode]));
  return units.size === 1 ? [...units][0]! : 'members at target';
}
