/**
 * Target capacity of a zonal backend in every balancing mode, and the unit that it and the load are counted in.
 *
 * Source: Google Cloud, "Backend services overview", target capacity. Where all backends of a service are counted alike, the unit is the
 * mode's own. Where modes differ there is no common amount, so capacity is counted in members at their target (assumption): a backend that is
 * at its target in its own unit is full, and backends weigh as many members as they have.
 */
import type { CapacityField, ResolvedCapacity } from '../scenario/resolved-scenario.ts';

export type CapacityUnit = 'connections' | 'requests/s' | 'requests in flight' | 'members in use' | 'members at target';

const MODE_UNITS: Readonly<Record<ResolvedCapacity['balancingMode'], CapacityUnit>> = {
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

/**
 * The amount a zonal backend is meant to hold (connections, requests per second, requests in flight), before the capacity scaler.
 *
 * A group's amount is the zone's capacity as it stands. The per-instance and per-endpoint forms are multiplied by N, *all* members, healthy
 * or not: a zone does not shrink when members fail, its survivors are overfilled.
 */
export function zoneTargetAmount(field: CapacityField, value: number, memberCount: number): number {
  return field.endsWith('PerInstance') || field.endsWith('PerEndpoint') ? value * memberCount : value;
}

/** Target capacity of a zonal backend in the service's unit, before the capacity scaler. */
export function zoneTargetCapacity(target: ResolvedCapacity, memberCount: number, unit: CapacityUnit): number {
  if (unit === 'members at target') return memberCount;
  if (unit === 'members in use') return memberCount * targetShare(target);
  return zoneTargetAmount(target.capacityField!, target.capacityValue, memberCount);
}

/** Target share of a member's use: of its workers or cores, or of the first metric that balances. */
function targetShare({ maxUtilization, customMetrics }: ResolvedCapacity): number {
  return maxUtilization ?? customMetrics.find(({ dryRun }) => !dryRun)!.maxUtilization;
}
