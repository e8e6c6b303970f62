/**
 * Proportional choice among the zonal backends of a region, without allocating: the arithmetic that service policies share.
 *
 * `fill` bounds who may be picked: backends whose load is below `fill` times their capacity. `preference` is that of the backends it is about.
 * A backend weighs its capacity x share factor, less where fewer of its members are healthy than the failover threshold asks for.
 */
import { type FleetView, isEligible } from '../../fleet/fleet-view.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import { healthScore } from './failover-choice.ts';
import { NO_BACKEND } from './service-policy.ts';

/** So that rounding cannot leave every region just at the mean; far below one connection of any real fleet. */
const FILL_TOLERANCE = 1e-9;

/** Values of the view's `isPreferred`. */
export const DEFAULT = 0;
export const PREFERRED = 1;

/** Picks a backend of a region by weight among those below `fill`; `NO_BACKEND` when there is none. */
export function pickInRegion(
  view: FleetView,
  region: number,
  preference: number,
  fill: number,
  choice: number,
): number {
  return pickAmong(view, region, preference, false, fill, choice);
}

/** The same in the zone that the GFE stands in. */
export function pickInNearestZone(view: FleetView, preference: number, fill: number, choice: number): number {
  return pickAmong(view, view.region, preference, true, fill, choice);
}

/** By RTT: the zone that the GFE stands in to the limit, then the others of the region, which are all as far. */
export function pickNearestZoneFirst(
  view: FleetView,
  region: number,
  preference: number,
  fill: number,
  choice: number,
): number {
  const near = region === view.region ? pickInNearestZone(view, preference, fill, choice) : NO_BACKEND;
  return near !== NO_BACKEND ? near : pickInRegion(view, region, preference, fill, choice);
}

function pickAmong(
  view: FleetView,
  region: number,
  preference: number,
  isZoneOnly: boolean,
  fill: number,
  choice: number,
): number {
  const backends = view.backendsOfRegion[region]!;
  let total = 0;
  let count = 0;
  let first = NO_BACKEND;
  let firstWeight = 0;
  let last = NO_BACKEND;
  for (let i = 0; i < backends.length; i++) {
    const backend = backends[i]!;
    if (!isCandidate(view, backend, preference, isZoneOnly, fill)) continue;
    const weight = weightOf(view, backend);
    if (count === 0) {
      first = backend;
      firstWeight = weight;
    }
    last = backend;
    total += weight;
    count++;
  }
  if (total === 0) return NO_BACKEND;
  // Seldom more than two: nobody has to be weighed again.
  let left = unsignedShare(choice) * total - firstWeight;
  if (left < 0 || count === 1) return first;
  if (count === 2) return last;
  for (let i = backends.indexOf(first) + 1; i < backends.length; i++) {
    const backend = backends[i]!;
    if (!isCandidate(view, backend, preference, isZoneOnly, fill)) continue;
    left -= weightOf(view, backend);
    if (left < 0) return backend;
  }
  return last;
}

/** In [0, 1), of 32 random bits. */
export function unsignedShare(choice: number): number {
  return (choice >>> 0) / TWO_POW_32;
}

function isCandidate(view: FleetView, backend: number, preference: number, isZoneOnly: boolean, fill: number): boolean {
  return (
    view.isPreferred[backend] === preference &&
    hasRoom(view, backend, fill) &&
    (!isZoneOnly || view.isNearestZone[backend] === 1)
  );
}

export function hasRoom(view: FleetView, backend: number, fill: number): boolean {
  return isEligible(view, backend) && view.load[backend]! < view.capacity[backend]! * fill;
}

/** What an eligible backend counts for beside others; more than 0. */
export function weightOf(view: FleetView, backend: number): number {
  const full = view.capacity[backend]! * view.shareFactor[backend]!;
  if (view.healthyCount[backend] === view.memberCount[backend]) return full;
  return full * healthScore(healthyFraction(view, backend), view.failoverThreshold);
}

/** Healthy members over all members; 0 for a backend without members. */
export function healthyFraction(view: Pick<FleetView, 'healthyCount' | 'memberCount'>, backend: number): number {
  const members = view.memberCount[backend]!;
  const healthy = view.healthyCount[backend]!;
  if (healthy === members) return members === 0 ? 0 : 1;
  return members === 0 ? 0 : healthy / members;
}

/** Load over capacity of all eligible backends together in the known regions `firstRank` .. `endRank - 1`; 0 when there are none. */
export function overallFill(view: FleetView, firstRank: number, endRank: number): number {
  let load = 0;
  let capacity = 0;
  for (let rank = firstRank; rank < endRank; rank++) {
    const backends = view.backendsOfRegion[view.knownRegions[rank]!]!;
    for (let i = 0; i < backends.length; i++) {
      if (!isEligible(view, backends[i]!)) continue;
      load += view.load[backends[i]!]!;
      capacity += view.capacity[backends[i]!]!;
    }
  }
  return capacity === 0 ? 0 : load / capacity;
}

/** The `fill` that lets at least one of those whose mean fill it is be picked. */
export function overfillLimit(meanFill: number): number {
  return meanFill * (1 + FILL_TOLERANCE) + FILL_TOLERANCE;
}
