/**
 * What one second-layer GFE knows of the fleet: health as probes have established it, load as last reported,
 * configuration as it has learnt it.
 *
 * This is the boundary between the world and those who decide: a policy gets a view and never sees the fleet.
 * Views differ in where the GFE stands, in how much of the world it knows and in the load
 * (`load-reports.ts`); health is the same for all.
 */

export interface FleetView {
  /** Region the GFE stands in, among those with backends; NO_REGION_HERE where it holds none. */
  readonly region: number;
  /** Regions whose backends it knows, nearest first by RTT from where it stands: its own is the first, if it is one. */
  readonly knownRegions: Int16Array;
  /** [regionCount] indexes of zonal backends. */
  readonly backendsOfRegion: readonly Int32Array[];
  /** [backendCount] 1 for a backend of the zone it stands in. */
  readonly isNearestZone: Uint8Array;
  /**
   * [1] share of its new connections that it would keep in its own zone: 1 when it has none open, 0 when it has many.
   */
  readonly nearestZoneShare: Float64Array;
  /** [backendCount] target capacity x scaler, in the unit of the fleet's plan; 0 takes no new connections. */
  readonly capacity: Float64Array;
  /** [backendCount] load in the same unit: its region's own as it is, the others' as last reported (`load-reports`). */
  readonly load: Float64Array;
  /**
   * [backendCount] new connections of a region spread in proportion to capacity x this; 1 but for
   * those balanced by utilisation.
   */
  readonly shareFactor: Float64Array;
  /** [backendCount] the scaler by itself: a backend that is meant to serve may have no members, and so no capacity. */
  readonly capacityScaler: Float64Array;
  /** [backendCount] N: members that the backend has, healthy or not, without those that drain. */
  readonly memberCount: Int32Array;
  /** [backendCount] members that health checks hold to be healthy. */
  readonly healthyCount: Int32Array;
  /** [backendCount] 1 while the backend belongs to the service; one that is scaled to zero members still does. */
  readonly isInService: Uint8Array;
  /** [backendCount] 1 while draining: no new connections. */
  readonly isDraining: Uint8Array;
  /** [slotCount] connections that GFEs have open to a member: theirs to know, not reported. */
  readonly memberLoad: Int32Array;
  /** [backendCount] 1 for a backend of preference PREFERRED. */
  readonly isPreferred: Uint8Array;
  /** Whether there is any. */
  readonly hasPreferred: boolean;
  /** Share of a backend's members that have to be healthy for it to keep all of its traffic. */
  readonly failoverThreshold: number;
  readonly isolationMode: 'NONE' | 'NEAREST' | 'STRICT';
}

/**
 * Whether a zonal backend may get new connections as far as configuration goes: it has capacity and is not draining.
 */
export function isConfigured(view: Pick<FleetView, 'capacity' | 'isDraining'>, backend: number): boolean {
  return view.capacity[backend]! > 0 && view.isDraining[backend] === 0;
}

/** Whether a zonal backend may get new connections at all. */
export function isEligible(
  view: Pick<FleetView, 'capacity' | 'isDraining' | 'healthyCount'>,
  backend: number,
): boolean {
  return view.healthyCount[backend]! > 0 && isConfigured(view, backend);
}
