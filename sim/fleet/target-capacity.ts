/**
 * Target capacity of a zonal backend in every balancing mode. Source: Google Cloud, "Backend
 * services overview", target capacity.
 */
import type { CapacityUnit } from '../scenario/capacity-unit.ts';
import type { CapacityField, ResolvedCapacity } from '../scenario/resolved-scenario.ts';

/**
 * Of backends that have none (serverless, internet, buckets), so that they are never full. Assumption: far above
 * any load, and finite for sums.
 */
const NO_TARGET = 1e9;

/**
 * The amount a zonal backend is meant to hold (connections, requests per second, requests in
 * flight), before the capacity scaler.
 *
 * A group's amount is the zone's capacity as it stands. The per-instance and per-endpoint forms are multiplied by N,
 * *all* members, healthy or not: a zone does not shrink when members fail, its survivors are overfilled.
 */
export function zoneTargetAmount(field: CapacityField | null, value: number, memberCount: number): number {
  if (field === null) return NO_TARGET;
  return field.endsWith('PerInstance') || field.endsWith('PerEndpoint') ? value * memberCount : value;
}

/** Target capacity of a zonal backend in the service's unit, before the capacity scaler. */
export function zoneTargetCapacity(target: ResolvedCapacity, memberCount: number, unit: CapacityUnit): number {
  if (unit === 'members at target') return memberCount;
  if (unit === 'members in use') return memberCount * targetShare(target);
  return zoneTargetAmount(target.capacityField, target.capacityValue, memberCount);
}

/** Target share of a member's use: of its workers or cores, or of the first metric that balances. */
function targetShare({ maxUtilization, customMetrics }: ResolvedCapacity): number {
  return maxUtilization ?? customMetrics.find(({ dryRun }) => !dryRun)!.maxUtilization;
}
