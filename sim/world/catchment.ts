/**
 * Which PoP a client network's packets reach: for each network an order of preference over all PoPs, fixed for the run.
 *
 * This models what BGP decides, not the protocol. A network that peers with the service prefers its own exchange points
 * and hands off at the one its internal metric calls nearest (hot potato, blind to what lies behind); the others are
 * handed off by a transit provider in the same way, at fewer places. Some routes are won by policy alone and lead to a
 * far hub. These are the root causes that Calder et al. (IMC 2015, section 5) and Li et al. (SIGCOMM 2018) found. When
 * PoPs are withdrawn, the next in the order takes over.
 */
import type { RandomStream } from '../kernel/random-stream.ts';
import type { CatchmentProfile } from './catchment-profile.ts';
import type { MetroGeography } from './metro-geography.ts';

/** Assumption: below this, exchange points are one city's and the metric sees no difference in distance, km. */
const SAME_CITY_KM = 50;

/**
 * Classes of route, best first, as local preference ranks them: a direct peer, then a transit
 * provider's hand-off, then any other way.
 */
const PEER_ROUTE = 0;
const TRANSIT_ROUTE = 1;
const LAST_RESORT = 2;

export interface Catchment {
  /** PoPs from most to least preferred: a permutation of 0 .. popCount - 1. */
  readonly order: Int16Array;
  /** 1 where the network hands its packets to the PoP itself. */
  readonly isPeered: Uint8Array;
}

/**
 * Draws the catchment of one network.
 *
 * Two draws for the network, then two for each PoP in the order of the data, used or not: a pair's numbers do not
 * depend on the others. O(popCount log popCount).
 */
export function drawCatchment(profile: CatchmentProfile, geography: MetroGeography, stream: RandomStream): Catchment {
  const { pathKm, fromFarHubKm, isAtHub } = geography;
  const peers = stream.uniform() < profile.peeringShare;
  const isPolarised = stream.uniform() < profile.polarisedShare;
  const popCount = pathKm.length;
  const isPeered = new Uint8Array(popCount);
  const routeClass = new Uint8Array(popCount);
  const metric = new Float64Array(popCount);
  for (let pop = 0; pop < popCount; pop++) {
    const u = stream.uniform();
    const z = stream.normal();
    const where = isAtHub[pop] === 1 ? 'atHub' : 'elsewhere';
    isPeered[pop] = peers && pathKm[pop]! <= profile.reachKm && u < profile.peerPresence[where] ? 1 : 0;
    const isOwnRoute = isPeered[pop] === 1 && !isPolarised;
    routeClass[pop] = isOwnRoute ? PEER_ROUTE : u < profile.transitPresence[where] ? TRANSIT_ROUTE : LAST_RESORT;
    const sigma = isOwnRoute ? profile.peerMetricSigma : profile.transitMetricSigma;
    const handOffKm = isPolarised ? fromFarHubKm[pop]! : pathKm[pop]!;
    const metricKm = sigma === 0 ? handOffKm : (handOffKm + SAME_CITY_KM) * Math.exp(sigma * z);
    // Whole metres, since `exp` may differ between engines in its last bit.
    metric[pop] = Math.round(metricKm * 1_000);
  }
  const order = Int16Array.from(metric, (_, pop) => pop);
  order.sort((a, b) => routeClass[a]! - routeClass[b]! || metric[a]! - metric[b]! || a - b);
  return { order, isPeered };
}
