/**
 * Client metros from GeoNames' cities: towns merge into the largest city nearby, and a metro's share of its country's
 * internet users is its share of the country's town population.
 *
 * City limits are arbitrary (Tokyo proper holds a third of its conurbation), so populations are added up within
 * `MERGE_RADIUS_KM`. Only towns of one country merge: eyeball networks are national, and Hong Kong and Shenzhen, 30
 * km apart, have different ones.
 */
import { greatCircleKm } from '../../../sim/world/distance.ts';

/** Assumption: a commuting area. Merging within about 50 km brings city-proper counts near those of conurbations. */
export const MERGE_RADIUS_KM = 50;

/**
 * No latitude difference above this can be within the merge radius (a degree of latitude is
 * 111 km); saves most distances.
 */
const MERGE_RADIUS_LAT_DEG = MERGE_RADIUS_KM / 110;

/** A town of GeoNames. */
export interface Town {
  readonly geonameId: number;
  readonly name: string;
  readonly country: string;
  readonly population: number;
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** The largest town of its surroundings, with the population of all of them. */
export interface Cluster {
  readonly core: Town;
  population: number;
}

/** Clusters of one country's towns, largest core first; no two cores are within the merge radius. */
export function clusterTowns(towns: readonly Town[]): Cluster[] {
  const bySize = [...towns].sort((a, b) => b.population - a.population || a.geonameId - b.geonameId);
  const clusters: Cluster[] = [];
  for (const town of bySize) {
    const home = nearestWithinRadius(town, clusters);
    if (home === null) clusters.push({ core: town, population: town.population });
    else home.population += town.population;
  }
  return clusters;
}

function nearestWithinRadius(town: Town, clusters: readonly Cluster[]): Cluster | null {
  let nearest: Cluster | null = null;
  let nearestKm = MERGE_RADIUS_KM;
  for (const cluster of clusters) {
    if (Math.abs(cluster.core.latDeg - town.latDeg) > MERGE_RADIUS_LAT_DEG) continue;
    const km = greatCircleKm(cluster.core, town);
    if (km > nearestKm) continue;
    nearest = cluster;
    nearestKm = km;
  }
  return nearest;
}

/**
 * Splits a whole number in proportion to weights, by largest remainder, so that the parts add up
 * exactly; ties go to the first.
 */
export function splitWhole(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const missing = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((value, index) => ({ index, remainder: value - Math.floor(value) }));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) parts[index]!++;
  return parts;
}
