/**
 * RTT from clients to servers in a region at the servers' own addresses, without an anycast edge: packets cross the
 * public Internet to the PoP of the region that the network's routing prefers, and enter the region there, as with an
 * address that only the region's PoPs announce (Standard tier).
 */
import type { World } from './world.ts';

/** Whole microseconds [networkCount][regionCount]. */
export function unicastRttsUs(world: World): Float64Array {
  const { networks, regions, pops, preference, isPopOfRegion, networkPopRttUs, popRegionRttUs } = world;
  const popCount = pops.length;
  const rttsUs = new Float64Array(networks.length * regions.length);
  for (let network = 0; network < networks.length; network++) {
    const order = preference.subarray(network * popCount, (network + 1) * popCount);
    for (let region = 0; region < regions.length; region++) {
      const pop = order.find((candidate) => isPopOfRegion[region * popCount + candidate] === 1)!;
      rttsUs[network * regions.length + region] =
        networkPopRttUs[network * popCount + pop]! + popRegionRttUs[pop * regions.length + region]!;
    }
  }
  return rttsUs;
}
