/**
 * Regions in order of round-trip time from each PoP: whom a front end there tries first.
 */
import type { World } from './world.ts';

/** Indexes of regions, nearest first, ties by index: [popCount][regionCount]. */
export function regionOrderByPop(world: World): Int16Array {
  const regionCount = world.regions.length;
  const order = new Int16Array(world.pops.length * regionCount);
  for (let pop = 0; pop < world.pops.length; pop++) {
    const rttUs = world.popRegionRttUs.subarray(pop * regionCount, (pop + 1) * regionCount);
    const row = Int16Array.from(world.regions, (_, region) => region).sort((a, b) => rttUs[a]! - rttUs[b]! || a - b);
    order.set(row, pop * regionCount);
  }
  return order;
}
