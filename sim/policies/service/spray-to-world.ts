/**
 * SPRAY_TO_WORLD: every connection goes to any zonal backend of the world, in proportion to capacity, whatever the distance.
 *
 * Source: the `loadBalancingAlgorithm` values of the Network Services API and Cloud Service Mesh. Backends with room come first; when all
 * are full, all are taken in proportion, so they overfill alike. Preferred backends are filled before by RTT, as under any algorithm; isolation
 * leaves one region to spray over. Assumption: to spray over the world a GFE has to know all of it.
 */
import { type FleetView, isEligible } from '../../fleet/fleet-view.ts';
import { FAILOVER_DRAW, mixChoice } from '../mix-choice.ts';
import { NO_PLACE, placeAt } from './failover-choice.ts';
import { pickByRegion, pickInPlace, scoreOf } from './place-choice.ts';
import { NO_BACKEND, type ServicePolicy } from './service-policy.ts';
import { DEFAULT, hasRoom, pickInRegion, unsignedShare, weightOf } from './weighted-choice.ts';

const FULL = 1;

export const sprayToWorld: ServicePolicy = {
  pick(view, choice) {
    if (view.isolationMode !== 'NONE') return pickByRegion(view, choice, pickInRegion);
    const preferredPlaces = view.hasPreferred ? view.knownRegions.length : 0;
    // The rest of the world is the last place.
    const place = placeAt(view, preferredPlaces + 1, scoreOfSpray, mixChoice(choice, FAILOVER_DRAW) | 0);
    if (place === NO_PLACE) return pickProportionally(view, isEligible, choice);
    return place < preferredPlaces
      ? pickInPlace(view, place, FULL, choice, pickInRegion)
      : pickProportionally(view, isDefaultWithRoom, choice);
  },
};

/** Spraying heeds the health of each backend, so what is left to spray over keeps all of it. */
function scoreOfSpray(view: FleetView, place: number): number {
  if (view.hasPreferred && place < view.knownRegions.length) return scoreOf(view, place);
  for (let backend = 0; backend < view.capacity.length; backend++) if (isDefaultWithRoom(view, backend)) return 1;
  return 0;
}

function isDefaultWithRoom(view: FleetView, backend: number): boolean {
  return view.isPreferred[backend] === DEFAULT && hasRoom(view, backend, FULL);
}

function pickProportionally(
  view: FleetView,
  isCandidate: (view: FleetView, backend: number) => boolean,
  choice: number,
): number {
  let total = 0;
  for (let backend = 0; backend < view.capacity.length; backend++) {
    if (isCandidate(view, backend)) total += weightOf(view, backend);
  }
  if (total === 0) return NO_BACKEND;
  let left = unsignedShare(choice) * total;
  let picked = NO_BACKEND;
  for (let backend = 0; backend < view.capacity.length; backend++) {
    if (!isCandidate(view, backend)) continue;
    picked = backend;
    left -= weightOf(view, backend);
    if (left < 0) break;
  }
  return picked;
}
