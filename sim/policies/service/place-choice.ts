/**
 * The order in which a GFE looks for a region: what policies that go by region share.
 *
 * A place is the backends of one preference in one known region. PREFERRED ones come first, by RTT, then DEFAULT ones,
 * by RTT. Of the places with room, failing health makes a nearer one pass on a share to the next (`failover-choice`); a
 * place without room takes nothing, so what would be passed on stays where nobody else has room. When all are full, all
 * overfill alike, the nearest first. With isolation there is one region.
 * Source: Google Cloud, "Service load balancing policies", and "About capacity
 * optimization with global load balancing".
 */
import { PREFERRED } from '../../fleet/backend-view.ts';
import { type FillBound, type SettledView, TO_LIMIT, TO_TARGET } from '../../fleet/settled-view.ts';
import { FAILOVER_DRAW, mixChoice } from '../mix-choice.ts';
import { NO_PLACE, placeAt } from './failover-choice.ts';
import { NO_BACKEND } from './service-policy.ts';
import { hasAnyRoom, limitToMean, pickNearestZoneFirst } from './weighted-choice.ts';

/** Picks a backend of a place within a bound, or `NO_BACKEND`: what an algorithm does inside a region. */
export type PickWithinPlace = (view: SettledView, place: number, bound: FillBound, choice: number) => number;

/** Picks region and backend; the algorithm `within` applies to DEFAULT backends only. Hot. */
export function pickByRegion(view: SettledView, choice: number, within: PickWithinPlace): number {
  if (view.isolationMode !== 'NONE') return pickIsolated(view, choice, within);
  // Nearly always the first place has room and is whole: then no draw is needed.
  if (view.keptShareOf(0) >= 1) {
    const nearest = pickInPlace(view, 0, TO_TARGET, choice, within);
    if (nearest !== NO_BACKEND) return nearest;
  }
  const place = placeAt(view, view.placeCount, scoreOf, mixChoice(choice, FAILOVER_DRAW) | 0);
  if (place !== NO_PLACE) return pickInPlace(view, place, TO_TARGET, choice, within);
  // At least one region is at or below the mean fill, and the nearest such is taken, so all rise together.
  const regionCount = view.knownRegions.length;
  limitToMean(view, 0, regionCount);
  return pickInOrder(view, 0, regionCount, TO_LIMIT, choice, within);
}

/** What a place with room keeps of its traffic by its health; 0 without room. */
export function scoreOf(view: SettledView, place: number): number {
  return hasAnyRoom(view, place) ? view.keptShareOf(place) : 0;
}

/** Picks a backend within a bound in a place. */
export function pickInPlace(
  view: SettledView,
  place: number,
  bound: FillBound,
  choice: number,
  within: PickWithinPlace,
): number {
  return view.preferenceOf(place) === PREFERRED
    ? pickNearestZoneFirst(view, place, bound, choice)
    : within(view, place, bound, choice);
}

/**
 * NEAREST: in the nearest region where anything is eligible; STRICT: in the nearest or
 * nowhere. Either even over capacity.
 */
function pickIsolated(view: SettledView, choice: number, within: PickWithinPlace): number {
  let rank = 0;
  if (view.isolationMode === 'NEAREST') while (rank < view.knownRegions.length && !hasEligible(view, rank)) rank++;
  if (rank === view.knownRegions.length) return NO_BACKEND;
  const withRoom = pickInOrder(view, rank, rank + 1, TO_TARGET, choice, within);
  if (withRoom !== NO_BACKEND) return withRoom;
  limitToMean(view, rank, rank + 1);
  return pickInOrder(view, rank, rank + 1, TO_LIMIT, choice, within);
}

/** Whether a known region has a candidate of any preference. */
function hasEligible(view: SettledView, rank: number): boolean {
  for (let place = rank; place < view.placeCount; place += view.knownRegions.length) {
    if (view.firstOf(place) < view.endOf(place)) return true;
  }
  return false;
}

/** The first place with a backend within a bound, among the known regions `firstRank` .. `endRank - 1`. */
function pickInOrder(
  view: SettledView,
  firstRank: number,
  endRank: number,
  bound: FillBound,
  choice: number,
  within: PickWithinPlace,
): number {
  for (let first = 0; first < view.placeCount; first += view.knownRegions.length) {
    for (let rank = firstRank; rank < endRank; rank++) {
      const backend = pickInPlace(view, first + rank, bound, choice, within);
      if (backend !== NO_BACKEND) return backend;
    }
  }
  return NO_BACKEND;
}
