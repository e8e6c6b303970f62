/**
 * What measurement papers count in a catchment, counted in a compiled world; every figure is weighted by traffic.
 *
 * Distances are great circles from metro to PoP, as the papers take them, not the model's paths.
 */
import { greatCircleKm } from '../../../sim/world/distance.ts';
import { FIBRE_RTT_MS_PER_KM } from '../../../sim/world/rtt-model.ts';
import type { World } from '../../../sim/world/world.ts';

/** One client network at the PoP that BGP takes it to. */
export interface CatchmentSample {
  readonly share: number;
  readonly distanceKm: number;
  /** Of the PoPs by distance, nearest first. */
  readonly nearestKm: readonly number[];
  readonly rttMs: number;
  /** The least RTT to one of the three nearest PoPs, as Calder et al. measure unicast. */
  readonly bestOfThreeRttMs: number;
}

export function catchmentSamples(world: World): CatchmentSample[] {
  const popCount = world.pops.length;
  const rttMs = (network: number, pop: number) => world.networkPopRttUs[network * popCount + pop]! / 1_000;
  return world.networks.map(({ metroIndex, share }, network) => {
    const km = world.pops.map((pop) => greatCircleKm(world.metros[metroIndex]!, pop));
    const byDistance = km.map((_, pop) => pop).sort((a, b) => km[a]! - km[b]! || a - b);
    const ingress = world.preference[network * popCount]!;
    return {
      share,
      distanceKm: km[ingress]!,
      nearestKm: byDistance.map((pop) => km[pop]!),
      rttMs: rttMs(network, ingress),
      bestOfThreeRttMs: Math.min(...byDistance.slice(0, 3).map((pop) => rttMs(network, pop))),
    };
  });
}

/** Kilometres beyond the nearest PoP. */
export function extraKm({ distanceKm, nearestKm }: CatchmentSample): number {
  return distanceKm - nearestKm[0]!;
}

/** Koch et al.: RTT above what fibre straight to the nearest PoP would take. */
export function latencyInflationMs({ rttMs, nearestKm }: CatchmentSample): number {
  return rttMs - nearestKm[0]! * FIBRE_RTT_MS_PER_KM;
}

/** Calder et al.: RTT above that of the best of three unicast front ends. */
export function slowerThanUnicastMs({ rttMs, bestOfThreeRttMs }: CatchmentSample): number {
  return rttMs - bestOfThreeRttMs;
}

export function shareWhere(samples: readonly CatchmentSample[], isHit: (sample: CatchmentSample) => boolean): number {
  return samples.reduce((sum, sample) => sum + (isHit(sample) ? sample.share : 0), 0);
}

export function weightedMean(samples: readonly CatchmentSample[], value: (sample: CatchmentSample) => number): number {
  return samples.reduce((sum, sample) => sum + sample.share * value(sample), 0);
}

export function weightedMedian(
  samples: readonly CatchmentSample[],
  value: (sample: CatchmentSample) => number,
): number {
  const byValue = [...samples].sort((a, b) => value(a) - value(b));
  let cumulated = 0;
  for (const sample of byValue) {
    cumulated += sample.share;
    if (cumulated >= 0.5) return value(sample);
  }
  throw new Error('shares sum to less than a half');
}
