/**
 * A compiled scenario: the world, the fleet of each design, the traffic's shape. Immutable; every
 * run of an experiment shares it.
 */
import { type CustomModules, NO_MODULES } from './custom/module-library.ts';
import { ownCatchment } from './custom/own-catchment.ts';
import { ownShapeTables } from './custom/own-shape.ts';
import { type FleetPlan, planFleet, zonalBackendPlaces } from './fleet/fleet-plan.ts';
import { siteRegionsOf } from './fleet/second-layer-sites.ts';
import { meanUs } from './kernel/distribution.ts';
import { SECOND } from './kernel/time.ts';
import type { Places } from './metrics/experiment-result.ts';
import type { ResolvedDesign, ResolvedScenario } from './scenario/resolved-scenario.ts';
import { type ExpectedTraffic, expectedTraffic } from './traffic/expected-traffic.ts';
import type { ShapeTables } from './traffic/metro-rate.ts';
import { metroShares } from './traffic/metro-shares.ts';
import { Population } from './traffic/population.ts';
import { Resolvers } from './traffic/resolvers.ts';
import { compileWorld, type World } from './world/world.ts';
import type { WorldData } from './world/world-data.ts';

export interface Model {
  /** What the user's own modules do. */
  readonly modules: CustomModules;
  /** [metroCount][minute of the run] of a shape of the user's own; `null`: the shape is built in. */
  readonly shapeTables: ShapeTables;
  readonly scenario: ResolvedScenario;
  /** Its regions are those with backends of any design. */
  readonly world: World;
  /** Its clients: the same in every run and under every design. */
  readonly population: Population;
  /** Through which they ask DNS. */
  readonly resolvers: Resolvers;
  /** Connections open at a time, at most, as far as can be told beforehand: for making room. */
  readonly expectedOpen: number;
  /** [designCount] */
  readonly plans: readonly FleetPlan[];
  /** [designCount][metroCount] the region a metro's connections go to when nothing is wrong: `homeRegions`. */
  readonly homeRegionsOf: readonly Int16Array[];
  /** Everything that indexes in records point to. */
  readonly places: Places;
}

/**
 * Compiles a scenario on the data of the world it names.
 *
 * @param modules that the scenario names
 * @throws ModuleFault where one of them does not do what it should
 * @throws UnknownPlacesError where the scenario names a place that the data lacks (the scenario layer
 *   checks that first, with positions)
 */
export function compileModel(scenario: ResolvedScenario, data: WorldData, modules: CustomModules = NO_MODULES): Model {
  const { catchment } = scenario.world;
  const backendPlaces = zonalBackendPlaces(scenario.designs, scenario.events);
  const usedRegions = new Set(backendPlaces.map((place) => place.regionId));
  const world = compileWorld(data, {
    metroIds: scenario.world.metroIds,
    popIds: scenario.world.popIds,
    regionIds: data.regions.filter((region) => usedRegions.has(region.id)).map((region) => region.id),
    siteIds: siteIdsOf(scenario.designs),
    metroWeights: scenario.world.metroWeights,
    networksPerMetro: scenario.world.networksPerMetro,
    catchment: typeof catchment === 'string' ? catchment : catchment.profile,
    reorder: typeof catchment === 'string' ? null : ownCatchment(catchment.own, modules, scenario.world.seed),
    preferences: scenario.world.preferences,
    seed: scenario.world.seed,
  });
  const regionIds = world.regions.map((region) => region.id);
  const shares = metroShares(world);
  const shapeTables = ownShapeTables(scenario, world, modules);
  return {
    scenario,
    modules,
    shapeTables,
    world,
    expectedOpen: openAtMost(scenario, expectedTraffic(scenario, world, shapeTables)),
    population: new Population(world, scenario.traffic.clients.count),
    resolvers: new Resolvers(world.networks.length, scenario.world.resolversPerNetwork),
    plans: scenario.designs.map((design) => planFleet(design.service, backendPlaces, regionIds)),
    homeRegionsOf: scenario.designs.map(({ service }) => homeRegions(world, service.region)),
    places: {
      metros: world.metros.map(({ id, name, country, latDeg, lonDeg }, index) => ({
        id,
        name,
        country,
        latDeg,
        lonDeg,
        trafficShare: shares[index]!,
      })),
      pops: world.pops.map(({ id, name, latDeg, lonDeg }) => ({ id, name, latDeg, lonDeg })),
      regions: world.regions.map(({ id, location, latDeg, lonDeg }) => ({ id, location, latDeg, lonDeg })),
      backends: backendPlaces.map(({ id, zone, regionId, slotCount }) => ({
        id,
        zone,
        regionIndex: regionIds.indexOf(regionId),
        slotCount,
      })),
    },
  };
}

/**
 * Not what is expected in the middle of a run that has not settled, but a bound: were the highest
 * rate kept up, or nobody to leave.
 */
function openAtMost({ traffic }: ResolvedScenario, { connections, peakPerSecond }: ExpectedTraffic): number {
  return Math.min(connections, (peakPerSecond / SECOND) * meanUs(traffic.hold));
}

/** Regions that any design needs second-layer GFEs in; `null`: all. */
function siteIdsOf(designs: readonly ResolvedDesign[]): readonly string[] | null {
  const lists = designs.map(siteRegionsOf);
  return lists.some((list) => list === null) ? null : lists.flatMap((list) => list ?? []);
}

/**
 * The nearest region with backends of any design, so that designs compare; that of the rule
 * where only one region may serve.
 */
function homeRegions(world: World, onlyRegion: string | null): Int16Array {
  const popCount = world.pops.length;
  if (onlyRegion !== null) {
    return new Int16Array(world.metros.length).fill(world.regions.findIndex(({ id }) => id === onlyRegion));
  }
  return Int16Array.from(
    world.metros,
    (_, metro) => world.regionsByPop[world.geoIpOrder[metro * popCount]! * world.regions.length]!,
  );
}
