/**
 * The PoP that the service's own geo-IP judges nearest to a client, whichever PoP BGP delivered the packet to.
 *
 * Geo-IP is taken to know the metro: a large operator measures where its users are, and an error below the size of a metro does not
 * change the answer. Errors that matter, a resolver standing in for its clients, belong to the DNS design, not here.
 */
import { greatCircleKm } from './distance.ts';
import type { Metro, Pop } from './world-data.ts';

/** PoPs of each metro, nearest first by great circle, ties by index: [metroCount][popCount]. */
export function popsByDistance(metros: readonly Metro[], pops: readonly Pop[]): Int16Array {
  const rows = new Int16Array(metros.length * pops.length);
  metros.forEach((metro, metroIndex) => {
    const km = Float64Array.from(pops, (pop) => greatCircleKm(metro, pop));
    const order = Int16Array.from(pops, (_, pop) => pop).sort((a, b) => km[a]! - km[b]! || a - b);
    rows.set(order, metroIndex * pops.length);
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
