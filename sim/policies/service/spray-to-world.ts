/**
 * SPRAY_TO_WORLD: every connection goes to any zonal backend of the world, in proportion to capacity, whatever the distance.
 *
 * Source: the `loadBalancingAlgorithm` values of the Network Services API and Cloud Service Mesh. Backends with room come first; when all
 * are full, all are taken in proportion, so they overfill alike. Assumption: to spray over the world a GFE has to know all of it.
 */
import { type FleetView, isEligible } from '../../fleet/fleet-view.ts';
import { NO_BACKEND, type ServicePolicy } from './service-policy.ts';
import { hasRoom } from './weighted-choice.ts';

const TWO_POW_MINUS_32 = 2 ** -32;

export const sprayToWorld: ServicePolicy = {
  pick(view, choice) {
    const withRoom = pickProportionally(view, true, choice);
    return withRoom !== NO_BACKEND ? withRoom : pickProportionally(view, false, choice);
  },
};

function pickProportionally(view: FleetView, needsRoom: boolean, choice: number): number {
  let total = 0;
  for (let backend = 0; backend < view.capacity.length; backend++) {
    if (isCandidate(view, backend, needsRoom)) total += view.capacity[backend]! * view.shareFactor[backend]!;
  }
  if (total === 0) return NO_BACKEND;
  let left = choice * TWO_POW_MINUS_32 * total;
  let picked = NO_BACKEND;
  for (let backend = 0; backend < view.capacity.length; backend++) {
    if (!isCandidate(view, backend, needsRoom)) continue;
    picked = backend;
    left -= view.capacity[backend]! * view.shareFactor[backend]!;
    if (left < 0) break;
  }
  return picked;
}

function isCandidate(view: FleetView, backend: number, needsRoom: boolean): boolean {
  return needsRoom ? hasRoom(view, backend, 1) : isEligible(view, backend);
}
