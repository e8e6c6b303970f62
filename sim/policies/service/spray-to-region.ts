/**
 * SPRAY_TO_REGION: regions in order as in a waterfall, but within a region every GFE sends to all zones
 * alike, its own no more than others.
 *
 * Source: Google Cloud, "Service load balancing policies": no zone preference, so an even split for each client and
 * little sensitivity to a spike in one zone, for more traffic between zones; a bad backend that passes its checks
 * hurts more GFEs, each of them less.
 */
import { settledView } from '../../fleet/settled-view.ts';
import { pickByRegion } from './place-choice.ts';
import type { ServicePolicy } from './service-policy.ts';
import { pickByWeight } from './weighted-choice.ts';

export const sprayToRegion: ServicePolicy = {
  pick(view, choice) {
    return pickByRegion(settledView(view), choice, pickByWeight);
  },
};
