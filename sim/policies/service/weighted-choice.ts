/**
 * Proportional choice among zonal backends, without allocating: the arithmetic that service policies share.
 *
 * `fill` bounds who may be picked: backends whose load is below `fill` times their capacity.
 */
import { type FleetView, isEligible } from '../../fleet/fleet-view.ts';
import { NO_BACKEND } from './service-policy.ts';

const TWO_POW_MINUS_32 = 2 ** -32;

/** So that rounding cannot leave every region just at the mean; far below one connection of any real fleet. */
const FILL_TOLERANCE = 1e-9;

/** Picks a backend of a region in proportion to capacity x share factor among those below `fill`; `NO_BACKEND` when there is none. */
export function pickInRegion(view: FleetView, region: number, fill: number, choice: number): number {
  return pickAmong(view, region, false, fill, choice);
}

/** The same in the zone that the GFE stands in. */
export function pickInNearestZone(view: FleetView, fill: number, choice: number): number {
  return pickAmong(view, view.region, true, fill, choice);
}

function pickAmong(view: FleetView, region: number, isZoneOnly: boolean, fill: number, choice: number): number {
  const backends = view.backendsOfRegion[region]!;
  let total = 0;
  for (let i = 0; i < backends.length; i++) {
    const backend = backends[i]!;
    if (isCandidate(view, backend, isZoneOnly, fill)) total += view.capacity[backend]! * view.shareFactor[backend]!;
  }
  if (total === 0) return NO_BACKEND;
  let left = choice * TWO_POW_MINUS_32 * total;
  let picked = NO_BACKEND;
  for (let i = 0; i < backends.length; i++) {
    const backend = backends[i]!;
    if (!isCandidate(view, backend, isZoneOnly, fill)) continue;
    picked = backend;
    left -= view.capacity[backend]! * view.shareFactor[backend]!;
    if (left < 0) break;
  }
  return picked;
}

function isCandidate(view: FleetView, backend: number, isZoneOnly: boolean, fill: number): boolean {
  return hasRoom(view, backend, fill) && (!isZoneOnly || view.isNearestZone[backend] === 1);
}

export function hasRoom(view: FleetView, backend: number, fill: number): boolean {
  return isEligible(view, backend) && view.load[backend]! < view.capacity[backend]! * fill;
}

/** Load over capacity of all eligible backends together that the GFE knows; 0 when there are none. */
export function overallFill(view: FleetView): number {
  let load = 0;
  let capacity = 0;
  for (let rank = 0; rank < view.knownRegions.length; rank++) {
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
