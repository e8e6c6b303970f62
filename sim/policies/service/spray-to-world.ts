/**
 * SPRAY_TO_WORLD: every connection goes to any zonal backend of the world, in proportion to
 * capacity, whatever the distance.
 *
 * Source: the `loadBalancingAlgorithm` values of the Network Services API and Cloud Service Mesh. Backends with room
 * come first; when all are full, all are taken in proportion, so they overfill alike. Preferred backends are filled
 * before by RTT, as under any algorithm; isolation leaves one region to spray over. Assumption: to spray over the
 * world a GFE has to know all of it.
 */
import { type SettledView, settledView, TO_LIMIT, TO_TARGET } from '../../fleet/settled-view.ts';
import { FAILOVER_DRAW, mixChoice } from '../mix-choice.ts';
import { NO_PLACE, placeAt } from './failover-choice.ts';
import { pickByRegion, pickInPlace, scoreOf } from './place-choice.ts';
import { NO_BACKEND, type ServicePolicy } from './service-policy.ts';
import { hasAnyRoom, pickByWeight } from './weighted-choice.ts';

export const sprayToWorld: ServicePolicy = {
  pick(anyView, choice) {
    const view = settledView(anyView);
    if (view.isolationMode !== 'NONE') return pickByRegion(view, choice, pickByWeight);
    const preferred = view.hasPreferred ? pickPreferred(view, choice) : NO_BACKEND;
    if (preferred !== NO_BACKEND) return preferred;
    const withRoom = pickByWeight(view, view.defaultWorld, TO_TARGET, choice);
    if (withRoom !== NO_BACKEND) return withRoom;
    view.fillLimit[0] = Number.POSITIVE_INFINITY;
    return pickByWeight(view, view.wholeWorld, TO_LIMIT, choice);
  },
};

/** The rest of the world is the last of the places, after those of preferred backends. */
function pickPreferred(view: SettledView, choice: number): number {
  const preferredPlaces = view.knownRegions.length;
  const place = placeAt(view, preferredPlaces + 1, scoreOfSpray, mixChoice(choice, FAILOVER_DRAW) | 0);
  if (place === NO_PLACE || place === preferredPlaces) return NO_BACKEND;
  return pickInPlace(view, place, TO_TARGET, choice, pickByWeight);
}

/** Spraying heeds the health of each backend, so what is left to spray over keeps all of it. */
function scoreOfSpray(view: SettledView, place: number): number {
  if (place < view.knownRegions.length) return scoreOf(view, place);
  return hasAnyRoom(view, view.defaultWorld) ? 1 : 0;
}
