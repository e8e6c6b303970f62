/**
 * Where the second-layer GFEs of a design stand, and how far it is from there to PoPs and backends.
 *
 * Usually in every region with backends. A service with hybrid, serverless or internet backends, or a bucket, has them
 * in regions of the design's choice, with backends or without, because its first layer picks the GFE that is nearest to
 * itself (Google Cloud, "TCP proxy load balancing overview"). From there to a backend it is the backbone, or the
 * Internet to an endpoint outside the cloud: its path has the median stretch of the world's model, and no chance.
 * Standard Tier keeps to the rule's region, so it has its GFEs in regions with backends.
 */
import { factsOf, isInternet } from '../scenario/backend-kinds.ts';
import type { ResolvedDesign } from '../scenario/resolved-scenario.ts';
import { cablePathKm, mapPlace } from '../world/cable-map.ts';
import { regionsByRtt } from '../world/region-order.ts';
import { pathRttUs } from '../world/rtt-model.ts';
import type { World } from '../world/world.ts';
import type { Region } from '../world/world-data.ts';
import type { FleetPlan } from './fleet-plan.ts';

export const NO_REGION_HERE = -1;

export interface SecondLayerSites {
  readonly regions: readonly Region[];
  /** The first layer goes by distance alone, wherever the backends are. */
  readonly isNearClient: boolean;
  /** [siteCount] index among the regions with backends, or NO_REGION_HERE. */
  readonly regionIndex: Int16Array;
  /** Backbone, whole microseconds [popCount][siteCount], and sites nearest first. */
  readonly popRttUs: Float64Array;
  readonly byPop: Int16Array;
  /** Regions with backends, nearest first from each site [siteCount][regionCount]. */
  readonly regionsBySite: Int16Array;
  /**
   * On from a site to a backend's region or endpoint, 0 within the region, whole
   * microseconds [siteCount][backendCount].
   */
  readonly onwardRttUs: Float64Array;
  /**
   * [backendCount] 1 for an endpoint on the Internet: nobody of the cloud's is near it, so the GFE's
   * handshake with it goes all the way.
   */
  readonly isOutside: Uint8Array;
}

/** Whether a service is served by second-layer GFEs near its clients. */
export function isServedNearClient({ networkTier, backends }: ResolvedDesign['service']): boolean {
  return networkTier === 'PREMIUM' && backends.some(({ kind }) => factsOf(kind).isServedNearClient);
}

/** Ids of regions that a design needs second-layer GFEs in beside those with backends. `null`: all of the world's. */
export function siteRegionsOf({ service, secondLayer }: ResolvedDesign): readonly string[] | null {
  return isServedNearClient(service) ? secondLayer.regions : [];
}

export function secondLayerSites(
  design: ResolvedDesign,
  world: World,
  plan: Pick<FleetPlan, 'backends'>,
): SecondLayerSites {
  const isNearClient = isServedNearClient(design.service);
  const { regions: chosen } = design.secondLayer;
  const regionCount = world.regions.length;
  const siteIndexes = world.sites.flatMap(({ id }, site) => {
    const isSite = isNearClient ? chosen === null || chosen.includes(id) : site < regionCount;
    return isSite ? [site] : [];
  });
  const regions = siteIndexes.map((site) => world.sites[site]!);
  const siteCount = world.sites.length;
  const popRttUs = Float64Array.from(
    world.pops.flatMap((_, pop) => siteIndexes.map((site) => world.popSiteRttUs[pop * siteCount + site]!)),
  );
  const siteRegionRttUs = Float64Array.from(
    siteIndexes.flatMap((site) => [...world.siteRegionRttUs.subarray(site * regionCount, (site + 1) * regionCount)]),
  );
  return {
    regions,
    isNearClient,
    regionIndex: Int16Array.from(siteIndexes, (site) => (site < regionCount ? site : NO_REGION_HERE)),
    popRttUs,
    byPop: regionsByRtt(popRttUs, regions.length),
    regionsBySite: regionsByRtt(siteRegionRttUs, regionCount),
    isOutside: Uint8Array.from(plan.backends, ({ kind }) => (isInternet(kind) ? 1 : 0)),
    onwardRttUs: onwardRtts(world, plan, siteIndexes, siteRegionRttUs),
  };
}

function onwardRtts(
  world: World,
  { backends }: Pick<FleetPlan, 'backends'>,
  siteIndexes: readonly number[],
  siteRegionRttUs: Float64Array,
): Float64Array {
  const regionCount = world.regions.length;
  return Float64Array.from(
    siteIndexes.flatMap((site, row) =>
      backends.map(({ kind, regionIndex, metro }) => {
        if (isInternet(kind)) {
          const endpoint = mapPlace(metro ?? world.regions[regionIndex]!);
          return pathRttUs(cablePathKm(mapPlace(world.sites[site]!), endpoint), 0);
        }
        return site === regionIndex ? 0 : siteRegionRttUs[row * regionCount + regionIndex]!;
      }),
    ),
  );
}
