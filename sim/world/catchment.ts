/**
 * Which PoP a client network's packets reach: for each network an order of preference over all PoPs, fixed for the run.
 *
 * This models what BGP decides, not the protocol. A network that peers with the service hands off where it peers, at the PoP its internal
 * metric calls nearest (hot potato, blind to what lies behind). The others follow their transit provider to a hub and are handed off near
 * it. Some routes are won by policy and lead to a far hub. These are the root causes that Calder et al. (IMC 2015, section 5) and Li et
 * al. (SIGCOMM 2018) found. When PoPs are withdrawn, the next in the order takes over.
 */
import type { RandomStream } from '../kernel/random-stream.ts';
import type { CatchmentProfile } from './catchment-profile.ts';
import type { HubsSeenFrom } from './interconnection-hubs.ts';

/** Assumption: two places this near are one city to its exchange points, whatever the direction. */
const SAME_CITY_KM = 60;

/** What one network's catchment depends on, besides chance: arrays [popCount] in the order of the world's data. */
export interface CatchmentInput {
  readonly profile: CatchmentProfile;
  /** Great circle from the network's metro. */
  readonly distanceKm: Float64Array;
  readonly hubs: HubsSeenFrom;
  /** Distance of each PoP from each interconnection hub [hubCount][popCount], km. */
  readonly hubDistanceKm: readonly Float64Array[];
  /** 1 where the PoP stands at an interconnection hub. */
  readonly isAtHub: Uint8Array;
}

export interface Catchment {
  /** PoPs from most to least preferred: a permutation of 0 .. popCount - 1. */
  readonly order: Int16Array;
  /** 1 where the network hands its packets to the PoP itself. */
  readonly isPeered: Uint8Array;
}

/**
 * Draws the catchment of one network.
 *
 * Three draws for the network, then two for each PoP in the order of the data, used or not: a pair's numbers do not depend on the others.
 * O(popCount log popCount).
 */
export function drawCatchment(input: CatchmentInput, stream: RandomStream): Catchment {
  const { profile, distanceKm, hubs, hubDistanceKm, isAtHub } = input;
  const peers = stream.uniform() < profile.peeringShare;
  const isPolarised = stream.uniform() < profile.polarisedShare;
  const transitHub = isPolarised ? hubs.far : nthHub(hubs, profile.nextHubShare, stream.uniform());
  const fromHubKm = hubDistanceKm[transitHub]!;
  const popCount = distanceKm.length;
  const isPeered = new Uint8Array(popCount);
  const metric = new Float64Array(popCount);
  for (let pop = 0; pop < popCount; pop++) {
    const presence = isAtHub[pop] === 1 ? profile.presenceAtHub : profile.presenceElsewhere;
    const isPresent = stream.uniform() < presence;
    const noise = Math.exp(profile.metricSigma * stream.normal());
    if (peers && isPresent && distanceKm[pop]! <= profile.reachKm) isPeered[pop] = 1;
    const handOffKm = isPeered[pop] === 1 && !isPolarised ? distanceKm[pop]! : fromHubKm[pop]!;
    metric[pop] = Math.round((handOffKm + SAME_CITY_KM) * noise * 1_000);
  }
  return { order: orderOf(metric, isPolarised ? null : isPeered), isPeered };
}

/** The hub where a transit provider hands off: the nearest, or with `nextShare` the next, and so on. */
function nthHub(hubs: HubsSeenFrom, nextShare: number, uniform: number): number {
  let n = 0;
  for (let p = nextShare; uniform < p && n < hubs.byDistance.length - 1; p *= nextShare) n++;
  return hubs.byDistance[n]!;
}

/** PoPs by (peered before transit, metric, index). */
function orderOf(metric: Float64Array, isPreferred: Uint8Array | null): Int16Array {
  const order = Int16Array.from(metric, (_, pop) => pop);
  return order.sort((a, b) => {
    const byRoute = isPreferred === null ? 0 : isPreferred[b]! - isPreferred[a]!;
    return byRoute || metric[a]! - metric[b]! || a - b;
  });
}

/**
 * The PoP that a network's packets reach: the most preferred that announces, or -1 if none does. Hot: a scan that ends at the first hit.
 *
 * @param preference [networkCount][popCount], from `World.preference`
 * @param isAnnounced 1 for each PoP whose announcement the network follows [popCount]
 */
export function ingressPopOf(preference: Int16Array, networkIndex: number, isAnnounced: Uint8Array): number {
  const popCount = isAnnounced.length;
  const start = networkIndex * popCount;
  for (let at = start; at < start + popCount; at++) {
    const pop = preference[at]!;
    if (isAnnounced[pop] === 1) return pop;
  }
  return -1;
}
