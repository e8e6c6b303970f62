/**
 * What a second-layer GFE knows of the fleet: health as probes have established it, load as last reported, configuration as set.
 *
 * This is the boundary between the world and those who decide: a policy gets a view and never sees the fleet. The GFEs of a region share one
 * view; views differ in the load (`load-reports.ts`), while probers and configuration are the same for all.
 */
import type { FleetPlan } from './fleet-plan.ts';

export interface FleetView {
  /** [regionCount] indexes of zonal backends. */
  readonly backendsOfRegion: readonly Int32Array[];
  /** [backendCount] target capacity x scaler, connections; 0 takes no new connections. */
  readonly capacity: Float64Array;
  /** [backendCount] open connections: this region's own as they are, the others' as last reported. */
  readonly load: Float64Array;
  /** [backendCount] members that health checks hold to be healthy. */
  readonly healthyCount: Int32Array;
  /** [backendCount] 1 while draining: no new connections. */
  readonly isDraining: Uint8Array;
  /** [memberCount] connections that GFEs have open to a member: theirs to know, not reported. */
  readonly memberLoad: Int32Array;
}

/** Whether a zonal backend may get new connections at all. */
export function isEligible(view: FleetView, backend: number): boolean {
  return view.healthyCount[backend]! > 0 && view.capacity[backend]! > 0 && view.isDraining[backend] === 0;
}

/**
 * The views at the start of a run, one for the GFEs of each region: everyone healthy. They share all but the load.
 *
 * @param loadSeenBy the array that keeps a region's view of the load
 */
export function initialViews(
  plan: FleetPlan,
  memberLoad: Int32Array,
  loadSeenBy: (region: number) => Float64Array,
): FleetView[] {
  const { backendsOfRegion } = plan;
  const capacity = Float64Array.from(plan.backends, (backend) => backend.targetCapacity * backend.capacityScaler);
  const healthyCount = Int32Array.from(plan.backends, (backend) => backend.memberCount);
  const isDraining = new Uint8Array(plan.backends.length);
  // Written out, because objects made by spreading differ in shape from run to run, and policies that meet many shapes are slow.
  return backendsOfRegion.map((_, region) => ({
    backendsOfRegion,
    capacity,
    load: loadSeenBy(region),
    healthyCount,
    isDraining,
    memberLoad,
  }));
}
