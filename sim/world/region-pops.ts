/**
 * The PoPs of a region: those that announce an address of the Standard tier, which is regional.
 *
 * Google says that such an address is announced only from PoPs of the forwarding rule's region, and publishes no list
 * of them. Assumption: a PoP belongs to the region nearest to it over the backbone, of all regions of the data, with
 * backends or not; and every region has at least the PoP nearest to it.
 */
import { backboneRttsUs } from './backbone.ts';
import type { MappedPlace } from './cable-map.ts';

/**
 * 1 where a PoP is one of the region's [regionIndexes.length][pops.length].
 *
 * @param regionIndexes the regions asked for, among all
 */
export function popsOfRegions(
  pops: readonly MappedPlace[],
  allRegions: readonly MappedPlace[],
  regionIndexes: readonly number[],
): Uint8Array {
  const popCount = pops.length;
  const rttUs = backboneRttsUs(allRegions, pops);
  const nearestUs = Float64Array.from(pops, (_, pop) =>
    allRegions.reduce((least, _region, region) => Math.min(least, rttUs[region * popCount + pop]!), Infinity),
  );
  const isOfRegion = new Uint8Array(regionIndexes.length * popCount);
  regionIndexes.forEach((region, row) => {
    const ofRegionUs = rttUs.subarray(region * popCount, (region + 1) * popCount);
    ofRegionUs.forEach((us, pop) => {
      if (us === nearestUs[pop]) isOfRegion[row * popCount + pop] = 1;
    });
    const nearestPop = ofRegionUs.reduce((best, us, pop) => (us < ofRegionUs[best]! ? pop : best), 0);
    isOfRegion[row * popCount + nearestPop] = 1;
  });
  return isOfRegion;
}
