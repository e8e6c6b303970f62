/**
 * WATERFALL_BY_REGION: the nearest region with room, and the next one when it is full; when all are full, all overfill alike.
 *
 * Source: Google Cloud, "Service load balancing policies" and "About capacity optimization with global load balancing". Within a region zones
 * fill in proportion to target capacity x scaler. Target capacity is not a circuit breaker: with every region full, each takes the same
 * relative excess, as near as possible. What is left out: a single GFE's preference for its nearest zone.
 */
import type { FleetView } from '../../fleet/fleet-view.ts';
import { NO_BACKEND, type ServicePolicy } from './service-policy.ts';
import { overallFill, pickInRegion } from './weighted-choice.ts';

/** So that rounding cannot leave every region just at the mean; far below one connection of any real fleet. */
const FILL_TOLERANCE = 1e-9;

export const waterfallByRegion: ServicePolicy = {
  pick(view, regionOrder, offset, choice) {
    const withRoom = pickNearest(view, regionOrder, offset, 1, choice);
    if (withRoom !== NO_BACKEND) return withRoom;
    // All full: at least one region is at or below the mean fill, and the nearest such is taken, so all rise together.
    return pickNearest(view, regionOrder, offset, overallFill(view) * (1 + FILL_TOLERANCE) + FILL_TOLERANCE, choice);
  },
};

function pickNearest(view: FleetView, regionOrder: Int16Array, offset: number, fill: number, choice: number): number {
  const regionCount = view.backendsOfRegion.length;
  for (let rank = 0; rank < regionCount; rank++) {
    const backend = pickInRegion(view, regionOrder[offset + rank]!, fill, choice);
    if (backend !== NO_BACKEND) return backend;
  }
  return NO_BACKEND;
}
