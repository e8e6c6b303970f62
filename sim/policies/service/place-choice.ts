/**
 * The order in which a GFE looks for a region: what policies that go by region share.
 *
 * A place is the backends of one preference in one known region. PREFERRED ones come first, by RTT, then DEFAULT ones, by RTT. Of the places with
 * room, failing health makes a nearer one pass on a share to the next (`failover-choice`); a place without room takes nothing, so what would be
 * passed on stays where nobody else has room. When all are full, all overfill alike, the nearest first. With isolation there is one region.
 * Source: Google Cloud, "Service load balancing policies", and "About capacity optimization with global load balancing".
 */
import { type FleetView, isEligible } from '../../fleet/fleet-view.ts';
import { FAILOVER_DRAW, mixChoice } from '../mix-choice.ts';
import { healthScore, NO_PLACE, placeAt } from './failover-choice.ts';
import { NO_BACKEND } from './service-policy.ts';
import {
  DEFAULT,
  hasRoom,
  healthyFraction,
  overallFill,
  overfillLimit,
  PREFERRED,
  pickNearestZoneFirst,
} from './weighted-choice.ts';

const FULL = 1;

/** Picks a backend of a region and preference below a fill, or `NO_BACKEND`: what an algorithm does inside a region. */
export type PickWithinRegion = (
  view: FleetView,
  region: number,
  preference: number,
  fill: number,
  choice: number,
) => number;

/** Picks region and backend; the algorithm `within` applies to DEFAULT backends only. Hot. */
export function pickByRegion(view: FleetView, choice: number, within: PickWithinRegion): number {
  if (view.isolationMode !== 'NONE') return pickIsolated(view, choice, within);
  const regionCount = view.knownRegions.length;
  const placeCount = view.hasPreferred ? 2 * regionCount : regionCount;
  // Nearly always the first place has room and is whole: then no draw is needed.
  const isFirst = scoreOf(view, 0) >= 1;
  const place = isFirst ? 0 : placeAt(view, placeCount, scoreOf, mixChoice(choice, FAILOVER_DRAW) | 0);
  if (place !== NO_PLACE) return pickInPlace(view, place, FULL, choice, within);
  // At least one region is at or below the mean fill, and the nearest such is taken, so all rise together.
  return pickInOrder(view, 0, regionCount, overfillLimit(overallFill(view, 0, regionCount)), choice, within);
}

/** What a place with room keeps of its traffic by its health; 0 without room. */
export function scoreOf(view: FleetView, place: number): number {
  const backends = view.backendsOfRegion[regionOf(view, place)]!;
  const preference = preferenceOf(view, place);
  let hasAnyRoom = false;
  let fractions = 0;
  let count = 0;
  for (let i = 0; i < backends.length; i++) {
    const backend = backends[i]!;
    if (view.isPreferred[backend] !== preference || !isMeantToServe(view, backend)) continue;
    fractions += healthyFraction(view, backend);
    count++;
    hasAnyRoom = hasAnyRoom || hasRoom(view, backend, FULL);
  }
  return hasAnyRoom ? healthScore(fractions / count, view.failoverThreshold) : 0;
}

/** Picks a backend below `fill` in a place. */
export function pickInPlace(
  view: FleetView,
  place: number,
  fill: number,
  choice: number,
  within: PickWithinRegion,
): number {
  const region = regionOf(view, place);
  return preferenceOf(view, place) === PREFERRED
    ? pickNearestZoneFirst(view, region, PREFERRED, fill, choice)
    : within(view, region, DEFAULT, fill, choice);
}

/** One that is scaled down to no members is meant to serve all the same, and counts as unhealthy. */
function isMeantToServe(view: FleetView, backend: number): boolean {
  return view.isInService[backend] === 1 && view.capacityScaler[backend]! > 0 && view.isDraining[backend] === 0;
}

function regionOf(view: FleetView, place: number): number {
  const regionCount = view.knownRegions.length;
  return view.knownRegions[place < regionCount ? place : place - regionCount]!;
}

function preferenceOf(view: FleetView, place: number): number {
  return view.hasPreferred && place < view.knownRegions.length ? PREFERRED : DEFAULT;
}

/** NEAREST: in the nearest region where anything is eligible; STRICT: in the nearest or nowhere. Either even over capacity. */
function pickIsolated(view: FleetView, choice: number, within: PickWithinRegion): number {
  let rank = 0;
  if (view.isolationMode === 'NEAREST') while (rank < view.knownRegions.length && !hasEligible(view, rank)) rank++;
  if (rank === view.knownRegions.length) return NO_BACKEND;
  const withRoom = pickInOrder(view, rank, rank + 1, FULL, choice, within);
  if (withRoom !== NO_BACKEND) return withRoom;
  return pickInOrder(view, rank, rank + 1, overfillLimit(overallFill(view, rank, rank + 1)), choice, within);
}

function hasEligible(view: FleetView, rank: number): boolean {
  const backends = view.backendsOfRegion[view.knownRegions[rank]!]!;
  for (let i = 0; i < backends.length; i++) if (isEligible(view, backends[i]!)) return true;
  return false;
}

/** The first place with a backend below `fill`, among the known regions `firstRank` .. `endRank - 1`. */
function pickInOrder(
  view: FleetView,
  firstRank: number,
  endRank: number,
  fill: number,
  choice: number,
  within: PickWithinRegion,
): number {
  const regionCount = view.knownRegions.length;
  for (let first = 0; first <= (view.hasPreferred ? regionCount : 0); first += regionCount) {
    for (let rank = firstRank; rank < endRank; rank++) {
      const backend = pickInPlace(view, first + rank, fill, choice, within);
      if (backend !== NO_BACKEND) return backend;
    }
  }
  return NO_BACKEND;
}
