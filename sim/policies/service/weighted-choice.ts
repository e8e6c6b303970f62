/**
 * Proportional choice among the candidates of a place, without allocating: the arithmetic that service policies share.
 *
 * A bound says who may be picked: backends whose load is below their capacity, or below the view's limit
 * times that. A backend weighs its capacity x share factor, less where fewer of its members are healthy than
 * the failover threshold asks for.
 */
import { type FleetView, isEligible } from '../../fleet/fleet-view.ts';
import { type FillBound, type SettledView, TO_TARGET } from '../../fleet/settled-view.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import { NO_BACKEND } from './service-policy.ts';

/** So that rounding cannot leave every region just at the mean; far below one connection of any real fleet. */
const FILL_TOLERANCE = 1e-9;

const NO_ROW = -1;

/** Picks a backend of a place by weight among those within the bound; `NO_BACKEND` when there is none. Hot. */
export function pickByWeight(view: SettledView, place: number, bound: FillBound, choice: number): number {
  return pickAmong(view, place, false, bound, choice);
}

/** The same in the zone that the GFE stands in, of a place in its region. */
export function pickInNearestZone(view: SettledView, place: number, bound: FillBound, choice: number): number {
  return pickAmong(view, place, true, bound, choice);
}

/** By RTT: the zone that the GFE stands in to the limit, then the others of the region, which are all as far. */
export function pickNearestZoneFirst(view: SettledView, place: number, bound: FillBound, choice: number): number {
  const near = view.regionOf(place) === view.region ? pickInNearestZone(view, place, bound, choice) : NO_BACKEND;
  return near !== NO_BACKEND ? near : pickByWeight(view, place, bound, choice);
}

function pickAmong(view: SettledView, place: number, isZoneOnly: boolean, bound: FillBound, choice: number): number {
  const end = view.endOf(place);
  const { rows } = view;
  let total = 0;
  let count = 0;
  let first = NO_ROW;
  let last = NO_ROW;
  for (let row = view.firstOf(place); row < end; row++) {
    if (!isCandidate(view, row, isZoneOnly, bound)) continue;
    if (count === 0) first = row;
    last = row;
    total += rows[view.weightIndexOf(row)]!;
    count++;
  }
  if (total === 0) return NO_BACKEND;
  // Seldom more than two: nobody has to be looked at again.
  if (count === 1) return view.backendAt(first);
  let left = unsignedShare(choice) * total - rows[view.weightIndexOf(first)]!;
  if (left < 0) return view.backendAt(first);
  if (count === 2) return view.backendAt(last);
  for (let row = first + 1; row < last; row++) {
    if (!isCandidate(view, row, isZoneOnly, bound)) continue;
    left -= rows[view.weightIndexOf(row)]!;
    if (left < 0) return view.backendAt(row);
  }
  return view.backendAt(last);
}

function isCandidate(view: SettledView, row: number, isZoneOnly: boolean, bound: FillBound): boolean {
  return view.hasRoomAt(row, bound) && (!isZoneOnly || view.isNearestZone[view.backendAt(row)] === 1);
}

/** In [0, 1), of 32 random bits. */
function unsignedShare(choice: number): number {
  return (choice >>> 0) / TWO_POW_32;
}

/** Whether any candidate of a place has room to its target. Hot. */
export function hasAnyRoom(view: SettledView, place: number): boolean {
  const end = view.endOf(place);
  for (let row = view.firstOf(place); row < end; row++) if (view.hasRoomAt(row, TO_TARGET)) return true;
  return false;
}

/**
 * Writes load over capacity of all eligible backends together in the known regions `firstRank` ..
 * `endRank - 1`; 0 when there are none.
 *
 * @param fill [1] written, not returned, so that nothing is boxed
 */
export function measureFill(fill: Float64Array, view: FleetView, firstRank: number, endRank: number): void {
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
  fill[0] = capacity === 0 ? 0 : load / capacity;
}

/**
 * Sets the limit that lets at least one backend of the known regions `firstRank` .. `endRank - 1` be
 * picked: just above their mean.
 */
export function limitToMean(view: SettledView, firstRank: number, endRank: number): void {
  measureFill(view.fillLimit, view, firstRank, endRank);
  view.fillLimit[0] = view.fillLimit[0]! * (1 + FILL_TOLERANCE) + FILL_TOLERANCE;
}
