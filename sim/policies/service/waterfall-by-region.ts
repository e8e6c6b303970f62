/**
 * WATERFALL_BY_REGION: the nearest region with room, and the next one when it is full; when
 * all are full, all overfill alike.
 *
 * Source: Google Cloud, "Service load balancing policies" and "About capacity optimization with global load
 * balancing". Within a region zones fill in proportion to target capacity x scaler, but a GFE with few connections
 * favours its own zone. Target capacity is not a circuit breaker: with every region full, each takes the same
 * relative excess, as near as possible.
 */
import { type FillBound, type SettledView, settledView } from '../../fleet/settled-view.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import { mixChoice, ZONE_PREFERENCE_DRAW } from '../mix-choice.ts';
import { pickByRegion } from './place-choice.ts';
import { NO_BACKEND, type ServicePolicy } from './service-policy.ts';
import { pickByWeight, pickInNearestZone } from './weighted-choice.ts';

export const waterfallByRegion: ServicePolicy = {
  pick(view, choice) {
    return pickByRegion(settledView(view), choice, pickWithin);
  },
};

function pickWithin(view: SettledView, place: number, bound: FillBound, choice: number): number {
  const share = view.nearestZoneShare[0]!;
  if (
    share > 0 &&
    view.regionOf(place) === view.region &&
    mixChoice(choice, ZONE_PREFERENCE_DRAW) / TWO_POW_32 < share
  ) {
    const near = pickInNearestZone(view, place, bound, choice);
    if (near !== NO_BACKEND) return near;
  }
  return pickByWeight(view, place, bound, choice);
}
