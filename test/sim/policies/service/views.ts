/** Places that open connections by a service policy, for tests of how a fleet fills. */
import { evenChoice } from '../../../../cli/policy-contract/sample-view.ts';
import type { FleetView } from '../../../../sim/fleet/fleet-view.ts';
import type { ServicePolicy } from '../../../../sim/policies/service/service-policy.ts';

/** Clients of a place: how many connections it opens, and its regions from near to far. */
export interface Demand {
  readonly connections: number;
  readonly order: readonly number[];
}

/**
 * Opens all connections, none ends: those of different places take turns in proportion, as they would if they came at
 * even rates. Returns [placeCount][regionCount] where they went.
 */
export function fill(policy: ServicePolicy, view: FleetView, demands: readonly Demand[]): number[][] {
  const regionCount = view.backendsOfRegion.length;
  const regionOf = new Int32Array(view.capacity.length);
  view.backendsOfRegion.forEach((backends, region) => {
    for (const backend of backends) regionOf[backend] = region;
  });
  const went = demands.map(() => new Array<number>(regionCount).fill(0));
  const total = demands.reduce((sum, { connections }) => sum + connections, 0);
  const opened = demands.map(() => 0);
  // One load, seen from each place.
  const views = demands.map(({ order }) => ({ ...view, region: order[0]!, knownRegions: Int16Array.from(order) }));
  for (let k = 0; k < total; k++) {
    // The place that is furthest behind its share.
    const behind = demands.map(({ connections }, place) => (opened[place]! + 0.5) / connections);
    const place = behind.indexOf(Math.min(...behind));
    opened[place]!++;
    const backend = policy.pick(views[place]!, evenChoice(k));
    view.load[backend]!++;
    went[place]![regionOf[backend]!]!++;
  }
  return went;
}
