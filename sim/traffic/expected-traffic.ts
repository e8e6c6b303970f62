/**
 * What a run will be offered, without simulating it: connections in all, the highest rate, how many are open at once.
 *
 * Follows the rates step by step, as the arrivals do. Open connections are those of an infinite server whose hold is
 * exponential with the scenario's mean (dN/dt = rate - N / mean): exact in the long run for any hold, within a small
 * factor while the rate changes. Connections that fail, and the time to serve an answer, are left out.
 */
import { meanUs } from '../kernel/distribution.ts';
import type { ResolvedScenario, ResolvedSurge } from '../scenario/resolved-scenario.ts';
import type { World } from '../world/world.ts';
import { MetroRate, type ShapeTables, shapeOf } from './metro-rate.ts';
import { metroShares } from './metro-shares.ts';
import { metroRates } from './offered-traffic.ts';

export interface ExpectedTraffic {
  /** Integral of the rate: mean over replications. */
  readonly connections: number;
  /** Highest rate of new connections of all metros together. */
  readonly peakPerSecond: number;
  readonly openMax: number;
}

/** Cost: steps of the rates (one a minute where they follow the day) times local times. */
export function expectedTraffic(
  scenario: ResolvedScenario,
  world: World,
  shapeTables: ShapeTables = null,
): ExpectedTraffic {
  const rates =
    typeof scenario.traffic.shape === 'string'
      ? pooledRates(scenario, world)
      : metroRates(scenario, world, shapeTables);
  const durationUs = scenario.time.duration;
  const holdUs = meanUs(scenario.traffic.hold);
  let connections = 0;
  let peakPerUs = 0;
  let open = 0;
  let openMax = 0;
  for (let from = 0; from < durationUs; ) {
    const to = rates.reduce((end, rate) => Math.min(end, rate.stepEnd(from)), durationUs as number);
    const perUs = rates.reduce((sum, rate) => sum + rate.rateOver(from, to), 0);
    connections += perUs * (to - from);
    peakPerUs = Math.max(peakPerUs, perUs);
    open = openAfter(open, perUs, to - from, holdUs);
    openMax = Math.max(openMax, open);
    from = to;
  }
  return { connections, peakPerSecond: peakPerUs * 1e6, openMax };
}

function openAfter(open: number, perUs: number, spanUs: number, holdUs: number): number {
  if (holdUs === 0) return 0;
  const ended = -Math.expm1(-spanUs / holdUs);
  return open + (perUs * holdUs - open) * ended;
}

/** The world's rate in few terms: metros of one local time and the same surges breathe as one. */
function pooledRates({ traffic, time }: ResolvedScenario, world: World): MetroRate[] {
  const pools = new Map<string, { share: number; utcOffsetMinutes: number; surges: readonly ResolvedSurge[] }>();
  const shares = metroShares(world);
  for (const [index, { id, utcOffsetMinutes }] of world.metros.entries()) {
    const surges = traffic.surges.filter((surge) => surge.metroIds.includes(id));
    const key = [utcOffsetMinutes, ...surges.map((surge) => surge.id)].join(' ');
    const pool = pools.get(key) ?? { share: 0, utcOffsetMinutes, surges };
    pools.set(key, { ...pool, share: pool.share + shares[index]! });
  }
  const perUs = traffic.connectionsPerSecond / 1e6;
  return [...pools.values()].map(
    ({ share, utcOffsetMinutes, surges }) =>
      new MetroRate(perUs * share, shapeOf(traffic.shape, null, 0), time.startsAtUtcMinute + utcOffsetMinutes, surges),
  );
}
