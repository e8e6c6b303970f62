/** Views for trying a service policy without a run: a table of backends, and a source of even choices. */
import type { FleetView } from '../../sim/fleet/fleet-view.ts';
import { NO_BACKEND, type ServicePolicy } from '../../sim/policies/service/service-policy.ts';

export interface BackendRow {
  readonly region: number;
  readonly capacity: number;
  readonly load?: number;
  readonly healthy?: number;
  readonly isDraining?: boolean;
  /** In the zone that the GFE stands in. */
  readonly isNearest?: boolean;
  readonly shareFactor?: number;
  /** Default: as many as are healthy, at least one. */
  readonly members?: number;
  readonly scaler?: number;
  readonly isPreferred?: boolean;
}

export interface ViewChanges {
  /** Regions that the GFE knows, nearest first; by default all in order of number. */
  readonly knownRegions?: readonly number[];
  readonly nearestZoneShare?: number;
  /** By default any health keeps all traffic. */
  readonly failoverThreshold?: number;
  readonly isolationMode?: FleetView['isolationMode'];
}

export function viewOf(rows: readonly BackendRow[], changes: ViewChanges = {}): FleetView {
  const regionCount = 1 + Math.max(...rows.map(({ region }) => region));
  const { knownRegions = Array.from({ length: regionCount }, (_, region) => region), nearestZoneShare = 0 } = changes;
  const { failoverThreshold = 0, isolationMode = 'NONE' } = changes;
  return {
    region: knownRegions[0]!,
    knownRegions: Int16Array.from(knownRegions),
    isNearestZone: Uint8Array.from(rows, ({ isNearest = false }) => (isNearest ? 1 : 0)),
    nearestZoneShare: Float64Array.of(nearestZoneShare),
    backendsOfRegion: Array.from({ length: regionCount }, (_, region) =>
      Int32Array.from(rows.flatMap((row, backend) => (row.region === region ? [backend] : []))),
    ),
    capacity: Float64Array.from(rows, ({ capacity }) => capacity),
    load: Float64Array.from(rows, ({ load = 0 }) => load),
    isInService: new Uint8Array(rows.length).fill(1),
    healthyCount: Int32Array.from(rows, ({ healthy = 1 }) => healthy),
    isDraining: Uint8Array.from(rows, ({ isDraining = false }) => (isDraining ? 1 : 0)),
    shareFactor: Float64Array.from(rows, ({ shareFactor = 1 }) => shareFactor),
    capacityScaler: Float64Array.from(rows, ({ capacity, scaler = capacity > 0 ? 1 : 0 }) => scaler),
    memberCount: Int32Array.from(rows, ({ healthy = 1, members = Math.max(1, healthy) }) => members),
    isPreferred: Uint8Array.from(rows, ({ isPreferred = false }) => (isPreferred ? 1 : 0)),
    hasPreferred: rows.some(({ isPreferred = false }) => isPreferred),
    failoverThreshold,
    isolationMode,
    memberLoad: new Int32Array(0),
  };
}

/** The k-th of a sequence that fills 0 .. 2^32 - 1 evenly: multiples of the golden ratio. */
export function evenChoice(k: number): number {
  return Math.imul(k, 0x9e3779b1) >>> 0;
}

/**
 * How often each backend is picked over `count` even choices, nothing changing meanwhile; the last entry is NO_BACKEND.
 */
export function pickCounts(policy: ServicePolicy, view: FleetView, count: number): Int32Array {
  const counts = new Int32Array(view.capacity.length + 1);
  for (let k = 0; k < count; k++) {
    const backend = policy.pick(view, evenChoice(k));
    counts[backend === NO_BACKEND ? view.capacity.length : backend]!++;
  }
  return counts;
}
