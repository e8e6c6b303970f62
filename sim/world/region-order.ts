/**
 * Regions in order of round-trip time: whom a front end tries first, from where it stands.
 */

/** Indexes of regions, nearest first, ties by index: [fromCount][regionCount], for RTTs of that shape. */
export function regionsByRtt(rttsUs: Float64Array, regionCount: number): Int16Array {
  const order = new Int16Array(rttsUs.length);
  for (let start = 0; start < rttsUs.length; start += regionCount) {
    const rttUs = rttsUs.subarray(start, start + regionCount);
    const row = Int16Array.from(rttUs, (_, region) => region).sort((a, b) => rttUs[a]! - rttUs[b]! || a - b);
    order.set(row, start);
  }
  return order;
}
