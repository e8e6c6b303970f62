/**
 * The compiled world: who the clients are, how far everything is, and which PoP each client network's packets reach.
 *
 * A pure function of the data and the options. Its chance comes from the world's own seed, not the scenario's, so the
 * map stays the same from run to run; and each network draws from streams of its own over all places of the data, so
 * choosing a subset of metros, PoPs or regions changes nothing for those that remain. Plain data and typed arrays: it
 * can cross a worker boundary as it is.
 */
import { RandomStreams } from '../kernel/random-streams.ts';
import { backboneRttsUs, OTHER_ZONE_RTT_US, SAME_ZONE_RTT_US } from './backbone.ts';
import { type MappedPlace, mapPlace } from './cable-map.ts';
import { drawCatchment } from './catchment.ts';
import { CATCHMENT_PROFILES, type CatchmentProfileName } from './catchment-profile.ts';
import { type ClientNetwork, clientNetworks } from './client-networks.ts';
import { popsByDistance } from './geo-ip.ts';
import { type MetroGeography, metroGeographies } from './metro-geography.ts';
import { type MetroWeights, metroSharesOf } from './metro-shares.ts';
import { assertKnownPreferences, type PreferenceOverrides, preferListed } from './preferences.ts';
import { regionsByRtt } from './region-order.ts';
import { popsOfRegions } from './region-pops.ts';
import { networkRttsUs } from './rtt-model.ts';
import { selectedIndexes } from './select.ts';
import type { Metro, Pop, Region, WorldData } from './world-data.ts';

/**
 * Given the chosen PoPs, says for each network an order over them, best first; those left out
 * follow as `byProfile` has them.
 *
 * @param rttsUs [popCount] from the network, last mile included
 */
export type ReorderPops = (
  pops: readonly Pop[],
) => (network: ClientNetwork, metro: Metro, rttsUs: Float64Array, byProfile: Int16Array) => readonly number[];

export interface WorldOptions {
  /** Metros where clients live; `null` is all. */
  readonly metroIds: readonly string[] | null;
  /** PoPs that the service has; `null` is all. */
  readonly popIds: readonly string[] | null;
  /** Regions that exist in the model; `null` or absent is all. */
  readonly regionIds?: readonly string[] | null;
  /** Regions with second-layer GFEs beside those; `null` is all, absent is none. */
  readonly siteIds?: readonly string[] | null;
  readonly metroWeights: MetroWeights;
  /** At least 1. */
  readonly networksPerMetro: number;
  readonly catchment: CatchmentProfileName;
  /**
   * Orders the PoPs of each network anew, after the profile and before the listed ones; absent or `null`: nothing does.
   */
  readonly reorder?: ReorderPops | null;
  readonly preferences: PreferenceOverrides;
  /** Seed of the world's own chance, at least one character. */
  readonly seed: string;
}

export interface World {
  /** The chosen places, in the order of the data. */
  readonly metros: readonly Metro[];
  readonly pops: readonly Pop[];
  readonly regions: readonly Region[];
  /** `networksPerMetro` for each metro, metro by metro; shares sum to 1. */
  readonly networks: readonly ClientNetwork[];
  /** Client to PoP, last mile included, whole microseconds [networkCount][popCount]. */
  readonly networkPopRttUs: Float64Array;
  /** Backbone RTTs, whole microseconds: [popCount][popCount], [popCount][regionCount], [regionCount][regionCount]. */
  readonly popPopRttUs: Float64Array;
  readonly popRegionRttUs: Float64Array;
  readonly regionRegionRttUs: Float64Array;
  /** Where second-layer GFEs may stand: the regions of the model, in their order, then others. */
  readonly sites: readonly Region[];
  /** Backbone RTTs, whole microseconds: [popCount][siteCount], [siteCount][regionCount]. */
  readonly popSiteRttUs: Float64Array;
  readonly siteRegionRttUs: Float64Array;
  /** Regions nearest first by those RTTs [popCount][regionCount]. */
  readonly regionsByPop: Int16Array;
  /** 1 where a PoP is one of the region's, for addresses that only its PoPs announce [regionCount][popCount]. */
  readonly isPopOfRegion: Uint8Array;
  /** Between two machines of one zone, and of two zones of one region. */
  readonly zoneRttUs: { readonly sameZone: number; readonly otherZone: number };
  /** PoPs of each network, most preferred by BGP first [networkCount][popCount]. */
  readonly preference: Int16Array;
  /** PoPs of each metro, nearest by geo-IP first [metroCount][popCount]. */
  readonly geoIpOrder: Int16Array;
}

/**
 * Compiles a world; the shipped one takes some 100 ms, less for a subset of metros.
 *
 * @throws UnknownPlacesError if an option names a place that the data does not have
 * @throws RangeError if no metro, PoP or region is left, or weights do not make a positive sum
 */
export function compileWorld(data: WorldData, options: WorldOptions): World {
  const { networksPerMetro, preferences } = options;
  if (!Number.isInteger(networksPerMetro) || networksPerMetro < 1) {
    throw new RangeError(`networksPerMetro is a whole number of at least 1, not ${networksPerMetro}`);
  }
  assertKnownPreferences(preferences, data, networksPerMetro);
  const metros = selectedIndexes('metro', data.metros, options.metroIds).map((index) => data.metros[index]!);
  const popIndexes = selectedIndexes('pop', data.pops, options.popIds);
  const pops = popIndexes.map((index) => data.pops[index]!);
  const regionIndexes = selectedIndexes('region', data.regions, options.regionIds ?? null);
  const regions = regionIndexes.map((index) => data.regions[index]!);
  const streams = new RandomStreams(options.seed, 0);
  const networks = clientNetworks(metros, metroSharesOf(metros, options.metroWeights), networksPerMetro, streams);
  const geographies = metroGeographies(metros, data.pops);
  const popSites = pops.map(mapPlace);
  const regionSites = regions.map(mapPlace);
  const popRegionRttUs = backboneRttsUs(popSites, regionSites);
  const regionRegionRttUs = backboneRttsUs(regionSites, regionSites);
  return {
    metros,
    pops,
    regions,
    networks,
    ...connectNetworks(data, options, metros, geographies, networks, popIndexes, streams),
    popPopRttUs: backboneRttsUs(popSites, popSites),
    popRegionRttUs,
    regionRegionRttUs,
    ...secondLayerSites(data, options, popSites, regions),
    regionsByPop: regionsByRtt(popRegionRttUs, regions.length),
    isPopOfRegion: popsOfRegions(popSites, data.regions.map(mapPlace), regionIndexes),
    zoneRttUs: { sameZone: SAME_ZONE_RTT_US, otherZone: OTHER_ZONE_RTT_US },
    geoIpOrder: popsByDistance(geographies, popIndexes),
  };
}

function secondLayerSites(
  data: WorldData,
  { siteIds = [] }: WorldOptions,
  popSites: readonly MappedPlace[],
  regions: readonly Region[],
): Pick<World, 'sites' | 'popSiteRttUs' | 'siteRegionRttUs'> {
  const others = data.regions.filter((region) => !regions.includes(region) && (siteIds?.includes(region.id) ?? true));
  const sites = [...regions, ...others];
  const places = sites.map(mapPlace);
  return {
    sites,
    popSiteRttUs: backboneRttsUs(popSites, places),
    siteRegionRttUs: backboneRttsUs(places, places.slice(0, regions.length)),
  };
}

/** RTTs and preferences of every network, drawn over all PoPs of the data and kept for the chosen ones. */
function connectNetworks(
  data: WorldData,
  options: WorldOptions,
  metros: readonly Metro[],
  geographies: readonly MetroGeography[],
  networks: readonly ClientNetwork[],
  popIndexes: readonly number[],
  streams: RandomStreams,
): Pick<World, 'networkPopRttUs' | 'preference'> {
  const popCount = popIndexes.length;
  const networkPopRttUs = new Float64Array(networks.length * popCount);
  const preference = new Int16Array(networks.length * popCount);
  const chosenByPopId = new Map(popIndexes.map((index, chosen) => [data.pops[index]!.id, chosen]));
  const profile = CATCHMENT_PROFILES[options.catchment];
  const reordered = options.reorder?.(popIndexes.map((index) => data.pops[index]!)) ?? null;
  networks.forEach((clientNetwork, network) => {
    const { id, metroIndex, lastMileUs } = clientNetwork;
    const geography = geographies[metroIndex]!;
    const start = network * popCount;
    const { isPeered, order } = drawCatchment(profile, geography, streams.stream(`catchment/${id}`));
    const rttStream = streams.stream(`rtt/${id}`);
    const rttsUs = networkRttsUs(geography, isPeered, profile.transitDetourShare, lastMileUs, rttStream);
    for (let chosen = 0; chosen < popCount; chosen++) networkPopRttUs[start + chosen] = rttsUs[popIndexes[chosen]!]!;
    const listed = options.preferences[id] ?? options.preferences[metros[metroIndex]!.id] ?? [];
    const listedPops = listed.flatMap((popId) => chosenByPopId.get(popId) ?? []);
    const byProfile = chosenOf(order, popIndexes);
    const own = reordered?.(
      clientNetwork,
      metros[metroIndex]!,
      networkPopRttUs.slice(start, start + popCount),
      byProfile,
    );
    preference.set(preferListed(own === undefined ? byProfile : preferListed(byProfile, own), listedPops), start);
  });
  return { networkPopRttUs, preference };
}

/** An order over the PoPs of the data as an order over the chosen ones, in their numbering. */
function chosenOf(order: Int16Array, popIndexes: readonly number[]): Int16Array {
  const isAll = popIndexes.length === order.length;
  return isAll ? order : order.map((index) => popIndexes.indexOf(index)).filter((chosen) => chosen >= 0);
}
