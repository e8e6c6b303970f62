/**
 * A service policy that spills before a region is full: beyond a share of its target capacity, new connections go to the next region.
 *
 * Google's waterfall fills a region to 100 %. Load reports from other regions are seconds old, so a region may be overfilled before its
 * neighbours' front ends hear of it; a margin leaves room for what they do not know yet. Written as docs/OWN-POLICY.md explains.
 */
import type { FleetView, ServicePolicyModule } from 'spillway/policy';

interface Options {
  readonly spillAt: number;
}

const NONE = -1;

export default {
  kind: 'servicePolicy',
  apiVersion: 1,
  name: 'spill-early',
  summary: 'nearest region below a share of its target capacity; with none below it, WATERFALL_BY_REGION',
  options: {
    spillAt: { summary: 'share of target capacity at which a backend takes no more', default: 0.95, min: 0.1, max: 1 },
  },
  // The answer follows from the view and the choice: `spillway explain` may ask what it would do on another view.
  isStateless: true,
  create({ options, builtIn }) {
    return {
      pick(view, choice) {
        for (let rank = 0; rank < view.knownRegions.length; rank++) {
          const picked = pickBelow(view, view.knownRegions[rank]!, options.spillAt, choice);
          if (picked !== NONE) return picked;
        }
        return builtIn.WATERFALL_BY_REGION.pick(view, choice);
      },
    };
  },
} satisfies ServicePolicyModule<Options>;

/** One of a region's backends below the limit, in proportion to capacity. Two passes instead of a list: nothing is allocated. */
function pickBelow(view: FleetView, region: number, spillAt: number, choice: number): number {
  const backends = view.backendsOfRegion[region]!;
  let total = 0;
  for (let i = 0; i < backends.length; i++) total += weight(view, backends[i]!, spillAt);
  let left = (choice / 2 ** 32) * total;
  for (let i = 0; i < backends.length; i++) {
    left -= weight(view, backends[i]!, spillAt);
    if (left < 0) return backends[i]!;
  }
  return NONE;
}

/** 0 for a backend that may not, or should no longer, get connections. */
function weight(view: FleetView, backend: number, spillAt: number): number {
  const capacity = view.capacity[backend]!;
  const isEligible = capacity > 0 && view.healthyCount[backend]! > 0 && view.isDraining[backend] === 0;
  return isEligible && view.load[backend]! < capacity * spillAt ? capacity : 0;
}
