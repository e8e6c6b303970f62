/**
 * Proportional choice among the candidates of a place, without allocating: the arithmetic that service policies share.
 *
 * `fill` bounds who may be picked: backends whose load is below `fill` times their capacity. A backend weighs its capacity x share factor, less
 * where fewer of its members are healthy than the failover threshold asks for.
 */
import { type FleetView, isEligible } from '../../fleet/fleet-view.ts';
import type { SettledView } from '../../fleet/settled-view.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import { NO_BACKEND } from './service-policy.ts';

/** So that rounding cannot leave every region just at the mean; far below one connection of any real fleet. */
const FILL_TOLERANCE = 1e-9;

const NO_ROW = -1;

/** Picks a backend of a place by weight among those below `fill`; `NO_BACKEND` when there is none. Hot. */
export function pickByWeight(view: SettledView, place: number, fill: number, choice: number): number {
  return pickAmong(view, place, false, fill, choice);
}

/** The same in the zone that the GFE stands in, of a place in its region. */
export function pickInNearestZone(view: SettledView, place: number, fill: number, choice: number): number {
  return pickAmong(view, place, true, fill, choice);
}

/** By RTT: the zone that the GFE stands in to the limit, then the others of the region, which are all as far. */
export function pickNearestZoneFirst(view: SettledView, place: number, fill: number, choice: number): number {
  const near = view.regionOf(place) === view.region ? pickInNearestZone(view, place, fill, choice) : NO_BACKEND;
  return near !== NO_BACKEND ? near : pickByWeight(view, place, fill, choice);
}

function pickAmong(view: SettledView, place: number, isZoneOnly: boolean, fill: number, choice: number): number {
  const end = view.endOf(place);
  let total = 0;
  let count = 0;
  let first = NO_ROW;
  let last = NO_ROW;
  for (let row = view.firstOf(place); row < end; row++) {
    if (!isCandidate(view, row, isZoneOnly, fill)) continue;
    if (count === 0) first = row;
    last = row;
    total += view.weightAt(row);
    count++;
  }
  if (total === 0) return NO_BACKEND;
  // Seldom more than two: nobody has to be looked at again.
  if (count === 1) return view.backendAt(first);
  let left = unsignedShare(choice) * total - view.weightAt(first);
  if (left < 0) return view.backendAt(first);
  if (count === 2) return view.backendAt(last);
  for (let row = first + 1; row < last; row++) {
    if (!isCandidate(view, row, isZoneOnly, fill)) continue;
    left -= view.weightAt(row);
    if (left < 0) return view.backendAt(row);
  }
  return view.backendAt(last);
}

function isCandidate(view: SettledView, row: number, isZoneOnly: boolean, fill: number): boolean {
  return view.hasRoomAt(row, fill) && (!isZoneOnly || view.isNearestZone[view.backendAt(row)] === 1);
}

/** In [0, 1), of 32 random bits. */
function unsignedShare(choice: number): number {
  return (choice >>> 0) / TWO_POW_32;
}

/** Whether any candidate of a place is below `fill`. Hot. */
export function hasAnyRoom(view: SettledView, place: number, fill: number): boolean {
  const end = view.endOf(place);
  for (let row = view.firstOf(place); row < end; row++) if (view.hasRoomAt(row, fill)) return true;
  return false;
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

/** The `fill` that lets at least one backend of the known regions `firstRank` .. `endRank - 1` be picked: just above their mean. */
export function overfillLimit(view: FleetView, firstRank: number, endRank: number): number {
  return overallFill(view, firstRank, endRank) * (1 + FILL_TOLERANCE) + FILL_TOLERANCE;
}
