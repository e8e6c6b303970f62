/**
 * Round-trip time between a client network and a PoP over the public Internet: last mile plus fibre,
 * stretched and sometimes detoured.
 *
 *   rtt = lastMile + 1 ms per 100 km x pathKm x S
 *
 * pathKm follows the cables between landmasses (`cable-map.ts`). S is how much longer the real path is, drawn
 * once for each (client network, PoP) and fixed for the run. Queueing, jitter and loss are left out: this is
 * the least RTT that the pair sees.
 */
import type { RandomStream } from '../kernel/random-stream.ts';
import type { MetroGeography } from './metro-geography.ts';

/**
 * Light in fibre covers 200 km in a millisecond, so 100 km there and back take 1 ms (Koch et al.,
 * SIGCOMM 2021, use the same figure).
 */
export const FIBRE_RTT_MS_PER_KM = 0.01;

/**
 * Median of S up to `SHORT_PATH_KM`: latency is 2.1 times line of sight in fibre (Bozkurt et al., "Dissecting Latency
 * in the Internet's Fiber Infrastructure").
 */
export const SHORT_PATH_STRETCH = 2.1;
/**
 * Median of S from `LONG_PATH_KM` on: cables across oceans are straighter; New York to Paris is 1.34, Baltimore to
 * Sydney 1.6 (WonderProxy's ping table).
 */
export const LONG_PATH_STRETCH = 1.6;
/** Between the two lengths the median falls linearly; both are assumptions that fit WonderProxy's table. */
export const SHORT_PATH_KM = 3_000;
export const LONG_PATH_KM = 6_000;

/** Spread of ln S. Assumption: 80 % of pairs within -32 % and +47 % of the median. */
export const STRETCH_SIGMA = 0.3;
/** No route is straighter than this: even conduits dug along roads allow a median of 1.3 at best (Bozkurt et al.). */
export const STRETCH_MIN = 1.15;

/** Median of S on a path of `pathKm`. */
export function medianStretch(pathKm: number): number {
  const along = (pathKm - SHORT_PATH_KM) / (LONG_PATH_KM - SHORT_PATH_KM);
  return SHORT_PATH_STRETCH + (LONG_PATH_STRETCH - SHORT_PATH_STRETCH) * Math.min(1, Math.max(0, along));
}

/** The fibre's share of the RTT in microseconds, for a standard normal draw `z` of the pair's stretch. */
export function pathRttUs(pathKm: number, z: number): number {
  const stretch = Math.max(STRETCH_MIN, medianStretch(pathKm) * Math.exp(STRETCH_SIGMA * z));
  return Math.round(pathKm * FIBRE_RTT_MS_PER_KM * stretch * 1_000);
}

/**
 * RTTs of one client network to every PoP, whole microseconds [popCount].
 *
 * Two draws for each PoP in the order of the data, whether they are used or not, so the numbers of one
 * pair do not depend on the others.
 *
 * @param isPeered 1 where the network hands its packets to the PoP itself: no transit, so no detour [popCount]
 * @param detourShare share of the other pairs whose path goes by the metro's far hub
 */
export function networkRttsUs(
  geography: MetroGeography,
  isPeered: Uint8Array,
  detourShare: number,
  lastMileUs: number,
  stream: RandomStream,
): Float64Array {
  const { pathKm, detourKm } = geography;
  const rttsUs = new Float64Array(pathKm.length);
  for (let pop = 0; pop < rttsUs.length; pop++) {
    const z = stream.normal();
    const isDetoured = stream.uniform() < detourShare && isPeered[pop] === 0;
    rttsUs[pop] = lastMileUs + pathRttUs(isDetoured ? detourKm[pop]! : pathKm[pop]!, z);
  }
  return rttsUs;
}
