/**
 * What a view says of one zonal backend beyond whether it is eligible: whether it has room, and
 * what it counts for beside others.
 *
 * Google publishes the failover threshold (percent of a backend's members that must be healthy) and that below
 * it traffic moves to nearby backends with spare capacity, not how much of it. Assumption: Envoy's rule
 * ("Priority levels", "Locality weighted load balancing"), whose overprovisioning factor 1.4 is a threshold of
 * 71.4 %, where Google's default is 70 %.
 */
import { type FleetView, isEligible } from './fleet-view.ts';

/** Values of the view's `isPreferred`. */
export const DEFAULT = 0;
export const PREFERRED = 1;

/** Share of its traffic that a place keeps; at least 0, at most 1. A threshold of 0 keeps all. */
export function healthScore(healthyFraction: number, threshold: number): number {
  return healthyFraction >= threshold ? 1 : healthyFraction / threshold;
}

/** Healthy members over all members; 0 for a backend without members. */
export function healthyFraction(view: Pick<FleetView, 'healthyCount' | 'memberCount'>, backend: number): number {
  const members = view.memberCount[backend]!;
  return members === 0 ? 0 : view.healthyCount[backend]! / members;
}

/** One that is scaled down to no members is meant to serve all the same, and counts as unhealthy. */
export function isMeantToServe(view: FleetView, backend: number): boolean {
  return view.isInService[backend] === 1 && view.capacityScaler[backend]! > 0 && view.isDraining[backend] === 0;
}

/** Whether it may be picked, and its load is below `fill` times its capacity. */
export function hasRoom(view: FleetView, backend: number, fill: number): boolean {
  return isEligible(view, backend) && view.load[backend]! < view.capacity[backend]! * fill;
}

/** What an eligible backend counts for beside others; more than 0. */
export function weightOf(view: FleetView, backend: number): number {
  const full = view.capacity[backend]! * view.shareFactor[backend]!;
  return full * healthScore(healthyFraction(view, backend), view.failoverThreshold);
}
