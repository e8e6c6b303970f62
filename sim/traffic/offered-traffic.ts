/**
 * The traffic of a run: one process a metro, with its rate, its networks and its surges,
 * put together from the scenario.
 */
import type { Distribution } from '../kernel/distribution.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import { after, TIME_ZERO } from '../kernel/time.ts';
import type { ResolvedScenario } from '../scenario/resolved-scenario.ts';
import type { World } from '../world/world.ts';
import { type ArrivalHandler, Arrivals } from './arrivals.ts';
import { MetroClients, metroNetworks } from './metro-clients.ts';
import { MetroRate, type ShapeTables, shapeOf } from './metro-rate.ts';
import { metroShares } from './metro-shares.ts';
import { MetroTraffic } from './metro-traffic.ts';
import type { Population } from './population.ts';

/**
 * @param service work of an answer
 * @param shapeTables of a shape of the user's own [metroCount][minute of the run]
 * @param only one metro, by index; its connections are the same as among all
 */
export function offeredTraffic(
  scenario: ResolvedScenario,
  world: World,
  population: Population,
  service: Distribution,
  streams: RandomStreams,
  handler: ArrivalHandler,
  shapeTables: ShapeTables = null,
  only: number | null = null,
): Arrivals {
  const { traffic, time } = scenario;
  const rates = metroRates(scenario, world, shapeTables);
  const indexes = only === null ? [...world.metros.keys()] : [only];
  const metros = indexes.map(
    (index) =>
      new MetroTraffic(
        world.metros[index]!.id,
        rates[index]!,
        new MetroClients(world.metros[index]!.id, metroNetworks(world, population, index), traffic.clients, streams),
        traffic.hold,
        service,
        streams,
      ),
  );
  const maxRatePerUs = indexes.reduce((sum, index) => sum + rates[index]!.maxRatePerUs, 0);
  return new Arrivals(metros, maxRatePerUs, after(TIME_ZERO, time.duration), handler);
}

/** [metroCount] */
export function metroRates(
  { traffic, time }: ResolvedScenario,
  world: World,
  shapeTables: ShapeTables = null,
): MetroRate[] {
  const shares = metroShares(world);
  return world.metros.map((metro, index) => {
    const surges = traffic.surges.filter((surge) => surge.metroIds.includes(metro.id));
    const localStartMinute = time.startsAtUtcMinute + metro.utcOffsetMinutes;
    return new MetroRate(
      (traffic.connectionsPerSecond / 1e6) * shares[index]!,
      shapeOf(traffic.shape, shapeTables, index),
      localStartMinute,
      surges,
    );
  });
}
