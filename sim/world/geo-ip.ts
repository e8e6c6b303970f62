/**
 * The PoP that the service's own geo-IP judges nearest to a client, whichever PoP BGP delivered the packet to.
 *
 * Geo-IP is taken to know the metro, and nearest is along the cables: great circle on one landmass, so that
 * nobody is sent across the Himalaya. Errors are left out: a large operator measures where its users are, and
 * below the size of a metro an error changes nothing. The errors that matter, a resolver standing in for its
 * clients, belong to the DNS design.
 */
import type { MetroGeography } from './metro-geography.ts';

/**
 * PoPs of each metro, nearest first, ties by index [metroCount][chosen popCount].
 *
 * @param popIndexes the chosen PoPs, as indexes into the geographies' arrays
 */
export function popsByDistance(geographies: readonly MetroGeography[], popIndexes: readonly number[]): Int16Array {
  const rows = new Int16Array(geographies.length * popIndexes.length);
  geographies.forEach(({ pathKm }, metroIndex) => {
    const km = Float64Array.from(popIndexes, (index) => pathKm[index]!);
    const order = Int16Array.from(popIndexes, (_, pop) => pop).sort((a, b) => km[a]! - km[b]! || a - b);
    rows.set(order, metroIndex * popIndexes.length);
  });
  return rows;
}

/**
 * The nearest PoP that serves, or -1 if none does. Hot: a scan that ends at the first hit.
 *
 * @param geoIpOrder [metroCount][popCount], from `popsByDistance`
 * @param isServing 1 for each PoP that serves [popCount]
 */
export function servingPopOf(geoIpOrder: Int16Array, metroIndex: number, isServing: Uint8Array): number {
  const popCount = isServing.length;
  const start = metroIndex * popCount;
  for (let at = start; at < start + popCount; at++) {
    const pop = geoIpOrder[at]!;
    if (isServing[pop] === 1) return pop;
  }
  return -1;
}
