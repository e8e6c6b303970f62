/**
 * What lies between a metro and the PoPs, along the cables.
 *
 * All arrays are [popCount] over the PoPs of the world's data, chosen or not.
 */
import { cablePathKm, mapPlace } from './cable-map.ts';
import { farHubOf, INTERCONNECTION_HUBS, isNearHub } from './interconnection-hubs.ts';
import type { Metro, Pop } from './world-data.ts';

export interface MetroGeography {
  /** From the metro. */
  readonly pathKm: Float64Array;
  /** From the metro by its far hub. */
  readonly detourKm: Float64Array;
  /** From the metro's far hub. */
  readonly fromFarHubKm: Float64Array;
  /** 1 where the PoP stands at an interconnection hub. */
  readonly isAtHub: Uint8Array;
}

/** One entry per metro, in their order. O(metroCount x popCount). */
export function metroGeographies(metros: readonly Metro[], pops: readonly Pop[]): MetroGeography[] {
  const sites = pops.map(mapPlace);
  const hubs = INTERCONNECTION_HUBS.map(mapPlace);
  const hubPathKm = hubs.map((hub) => Float64Array.from(sites, (site) => cablePathKm(hub, site)));
  const isAtHub = Uint8Array.from(pops, (pop) => (isNearHub(pop) ? 1 : 0));
  return metros.map((metro) => {
    const home = mapPlace(metro);
    const farHub = farHubOf(metro);
    const toFarHubKm = cablePathKm(home, hubs[farHub]!);
    const fromFarHubKm = hubPathKm[farHub]!;
    return {
      pathKm: Float64Array.from(sites, (site) => cablePathKm(home, site)),
      detourKm: fromFarHubKm.map((km) => toFarHubKm + km),
      fromFarHubKm,
      isAtHub,
    };
  });
}
