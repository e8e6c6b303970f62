/**
 * When the connections of one metro come, without simulating anything: they are the same under every design.
 */

import { RandomStreams } from '../kernel/random-streams.ts';
import { NEVER } from '../kernel/time.ts';
import type { ResolvedScenario } from '../scenario/resolved-scenario.ts';
import type { World } from '../world/world.ts';
import type { ShapeTables } from './metro-rate.ts';
import { offeredTraffic } from './offered-traffic.ts';
import type { Population } from './population.ts';

export interface ArrivalsNear {
  readonly countInside: number;
  /** Instants, us; `null` where there is none. */
  readonly lastBefore: number | null;
  readonly firstAfter: number | null;
}

/** Arrivals of a metro in [fromUs, toUs) and next to it. O(arrivals of the metro up to there). */
export function arrivalsNear(
  scenario: ResolvedScenario,
  world: World,
  population: Population,
  replication: number,
  metroIndex: number,
  fromUs: number,
  toUs: number,
  shapeTables: ShapeTables = null,
): ArrivalsNear {
  const streams = new RandomStreams(scenario.experiment.seed, replication);
  const work = scenario.designs[0]!.service.backends[0]!.member.serviceTime;
  const arrivals = offeredTraffic(scenario, world, population, work, streams, () => {}, shapeTables, metroIndex);
  let countInside = 0;
  let lastBefore: number | null = null;
  while (arrivals.nextAt < toUs) {
    if (arrivals.nextAt < fromUs) lastBefore = arrivals.nextAt;
    else countInside++;
    arrivals.arrive();
  }
  const firstAfter = arrivals.nextAt === NEVER ? null : arrivals.nextAt;
  return { countInside, lastBefore, firstAfter };
}
