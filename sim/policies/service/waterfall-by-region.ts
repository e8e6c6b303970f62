/**
 * WATERFALL_BY_REGION: the nearest region with room, and the next one when it is full; when all are full, all overfill alike.
 *
 * Source: Google Cloud, "Service load balancing policies" and "About capacity optimization with global load balancing". Within a region zones
 * fill in proportion to target capacity x scaler, but a GFE with few connections favours its own zone. Target capacity is not a circuit
 * breaker: with every region full, each takes the same relative excess, as near as possible.
 */
import type { FleetView } from '../../fleet/fleet-view.ts';
import { mixChoice } from '../mix-choice.ts';
import { NO_BACKEND, type ServicePolicy } from './service-policy.ts';
import { overallFill, overfillLimit, pickInNearestZone, pickInRegion } from './weighted-choice.ts';

const TWO_POW_MINUS_32 = 2 ** -32;

/** Bits that follow neither the zone's draw nor the member's. */
const ZONE_DRAW = 3;

export const waterfallByRegion: ServicePolicy = {
  pick(view, choice) {
    const withRoom = pickNearest(view, 1, choice);
    if (withRoom !== NO_BACKEND) return withRoom;
    // All full: at least one region is at or below the mean fill, and the nearest such is taken, so all rise together.
    return pickNearest(view, overfillLimit(overallFill(view)), choice);
  },
};

function pickNearest(view: FleetView, fill: number, choice: number): number {
  const { knownRegions } = view;
  for (let rank = 0; rank < knownRegions.length; rank++) {
    const backend = pickInOneRegion(view, knownRegions[rank]!, fill, choice);
    if (backend !== NO_BACKEND) return backend;
  }
  return NO_BACKEND;
}

function pickInOneRegion(view: FleetView, region: number, fill: number, choice: number): number {
  const share = view.nearestZoneShare[0]!;
  if (region === view.region && share > 0 && mixChoice(choice, ZONE_DRAW) * TWO_POW_MINUS_32 < share) {
    const near = pickInNearestZone(view, fill, choice);
    if (near !== NO_BACKEND) return near;
  }
  return pickInRegion(view, region, fill, choice);
}
