/**
 * WATERFALL_BY_ZONE: regions in order, and within a region the zone that the GFE stands in
 * until it is full, then the others.
 *
 * Source: Google Cloud, "Service load balancing policies": a very strong preference for the nearest zone; others only
 * when that is filled, or overfilled in proportion. Zones may fill unequally, and a spike at one zone's GFEs falls on
 * that zone. The other zones of a region are all as far in this world, so they fill in proportion to capacity.
 */
import { settledView } from '../../fleet/settled-view.ts';
import { pickByRegion } from './place-choice.ts';
import type { ServicePolicy } from './service-policy.ts';
import { pickNearestZoneFirst } from './weighted-choice.ts';

export const waterfallByZone: ServicePolicy = {
  pick(view, choice) {
    return pickByRegion(settledView(view), choice, pickNearestZoneFirst);
  },
};
