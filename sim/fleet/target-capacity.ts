/**
 * Target capacity of a zonal backend in CONNECTION mode (Google Cloud, "Backend services overview", target capacity).
 */
import type { CapacityField } from '../scenario/resolved-scenario.ts';

/**
 * Connections a zonal backend is meant to hold, before the capacity scaler.
 *
 * `maxConnections` is the zone's capacity as it stands. The per-instance and per-endpoint forms are multiplied by N, *all* members, healthy
 * or not: a zone does not shrink when members fail, its survivors are overfilled.
 */
export function zoneTargetCapacity(field: CapacityField, value: number, memberCount: number): number {
  return field === 'maxConnections' ? value : value * memberCount;
}
