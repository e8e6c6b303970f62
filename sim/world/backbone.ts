/**
 * RTT over the operator's own backbone: between PoPs, between a PoP and a region, between regions, and inside a region.
 *
 * A private network is engineered: no hand-offs, no detours, and the same path every time, so it has no noise. It still follows cables.
 */
import { greatCircleKm, type Place } from './distance.ts';
import { FIBRE_RTT_MS_PER_KM } from './rtt-model.ts';

/**
 * Backbone path against great circle. Assumption: 1.3, which conduits allow in the median (Bozkurt et al., "Dissecting Latency in the
 * Internet's Fiber Infrastructure"), and a little for the way into the buildings and through the routers.
 */
export const BACKBONE_STRETCH = 1.4;

/** Two machines of a zone: 0.1 ms, as IBM Cloud publishes for its zones (docs, "Network latency", 2024). */
export const SAME_ZONE_RTT_US = 100;
/** Two zones of a region. Assumption within what Google promises: "round-trip network latencies of <1ms in the 95th percentile" inside a region. */
export const OTHER_ZONE_RTT_US = 700;

/** RTT between two sites, whole microseconds; a site next door still costs a zone's RTT. */
export function backboneRttUs(a: Place, b: Place): number {
  return SAME_ZONE_RTT_US + Math.round(greatCircleKm(a, b) * FIBRE_RTT_MS_PER_KM * BACKBONE_STRETCH * 1_000);
}

/** RTTs between all pairs of two lists: [from.length][to.length], whole microseconds. */
export function backboneRttsUs(from: readonly Place[], to: readonly Place[]): Float64Array {
  const rttsUs = new Float64Array(from.length * to.length);
  from.forEach((a, row) => {
    to.forEach((b, column) => {
      rttsUs[row * to.length + column] = backboneRttUs(a, b);
    });
  });
  return rttsUs;
}
