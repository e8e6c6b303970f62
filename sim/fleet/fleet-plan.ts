/**
 * The fleet as configured: backends expanded to zonal backends (one for each zone of a regional group),
 * slots for members numbered through.
 *
 * A slot is a place for a member: a zonal backend has as many as it can ever need in a run, the same in every design,
 * and the first ones hold its members at the start. "Member 7" is the one in slot 7.
 *
 * Google Cloud evaluates health and choice per zonal NEG, per zonal instance group, or per zone of a regional group, so
 * the zonal backend is the unit of everything here.
 */
import { type CapacityUnit, capacityUnitOf } from '../scenario/capacity-unit.ts';
import type { ResolvedAutoscaler } from '../scenario/resolved-membership.ts';
import type {
  ResolvedBackend,
  ResolvedCapacity,
  ResolvedDesign,
  ResolvedEvent,
  ResolvedMember,
  ResolvedService,
} from '../scenario/resolved-scenario.ts';
import { slotCountOf } from './membership/slot-count.ts';
import { zoneTargetCapacity } from './target-capacity.ts';

export interface ZonalBackend {
  /** `web-seoul`, or `web-iowa/us-central1-a` for a zone of a regional group. */
  readonly id: string;
  readonly backendId: string;
  readonly zone: string;
  /** Among the regions with backends. */
  readonly regionIndex: number;
  /** Which of the backend's zones this is, and how many there are. */
  readonly zoneNumber: number;
  readonly zoneCount: number;
  /** False for a backend that only other designs have. */
  readonly isConfigured: boolean;
  readonly kind: ResolvedBackend['kind'];
  readonly metro: ResolvedBackend['metro'];
  /** Slots are numbered through the fleet; these are firstMember .. firstMember + slotCount - 1. */
  readonly firstMember: number;
  readonly slotCount: number;
  /** Members at the start: in the first slots. */
  readonly initialMembers: number;
  /** In the plan's unit, before the capacity scaler, with the members at the start. */
  readonly targetCapacity: number;
  /** The mode and targets that it follows from. */
  readonly target: ResolvedCapacity;
  readonly capacityScaler: number;
  readonly isPreferred: boolean;
  readonly autoscaler: ResolvedAutoscaler | null;
  readonly member: ResolvedMember;
}

export interface FleetPlan {
  /** What capacity and load are counted in. */
  readonly unit: CapacityUnit;
  readonly backends: readonly ZonalBackend[];
  /** Of all backends. */
  readonly slotCount: number;
  /** [regionCount] indexes of zonal backends. */
  readonly backendsOfRegion: readonly Int32Array[];
}

/** A zonal backend's place, the same for every design of an experiment. */
export interface ZonalBackendPlace {
  /** The backend's id; with its zone where that alone would name several places. */
  readonly id: string;
  readonly backendId: string;
  readonly zone: string;
  readonly regionId: string;
  /** The most members that any design can ever need at a time. */
  readonly slotCount: number;
}

/**
 * Every zonal backend of any of the designs, in order of first mention: what index `b` means throughout an experiment.
 */
export function zonalBackendPlaces(
  designs: readonly ResolvedDesign[],
  events: readonly ResolvedEvent[],
): readonly ZonalBackendPlace[] {
  const backends = designs.flatMap((design) => design.service.backends.map((backend) => ({ ...backend, design })));
  const places = new Map<string, ZonalBackendPlace>();
  for (const backend of backends) {
    // Of a regional group, or where designs put a backend of one name in different zones.
    const hasSeveralPlaces = backends.some(
      ({ id, kind, zones }) =>
        id === backend.id && (kind === 'REGIONAL_INSTANCE_GROUP' || zones[0]!.zone !== backend.zones[0]!.zone),
    );
    for (const [zoneNumber, { zone }] of backend.zones.entries()) {
      const key = `${backend.id}/${zone}`;
      places.set(key, {
        id: hasSeveralPlaces ? key : backend.id,
        backendId: backend.id,
        zone,
        regionId: backend.region,
        slotCount: Math.max(
          slotCountOf(backend, zoneNumber, backend.design.id, events),
          places.get(key)?.slotCount ?? 0,
        ),
      });
    }
  }
  return [...places.values()];
}

/**
 * The fleet of one design; a backend that only other designs have stays in the list with no members, so indexes agree.
 */
export function planFleet(
  service: ResolvedService,
  places: readonly ZonalBackendPlace[],
  regionIds: readonly string[],
): FleetPlan {
  const unit = capacityUnitOf(service.backends);
  const backends: ZonalBackend[] = [];
  let slotCount = 0;
  for (const place of places) {
    const backend = service.backends.find(
      ({ id, zones }) => id === place.backendId && zones.some(({ zone }) => zone === place.zone),
    );
    const anyBackend = backend ?? service.backends[0]!;
    const zoneNumber = backend?.zones.findIndex(({ zone }) => zone === place.zone) ?? 0;
    const initialMembers = backend?.zones[zoneNumber]?.members ?? 0;
    const { kind, capacityScaler, autoscaler, member } = anyBackend;
    backends.push({
      id: place.id,
      backendId: place.backendId,
      zone: place.zone,
      regionIndex: regionIds.indexOf(place.regionId),
      zoneNumber,
      zoneCount: anyBackend.zones.length,
      isConfigured: backend !== undefined,
      kind,
      metro: backend?.metro ?? null,
      firstMember: slotCount,
      slotCount: place.slotCount,
      initialMembers,
      targetCapacity: backend === undefined ? 0 : zoneTargetCapacity(backend, initialMembers, unit),
      target: anyBackend,
      capacityScaler,
      isPreferred: backend?.preference === 'PREFERRED',
      autoscaler: backend === undefined ? null : autoscaler,
      member,
    });
    slotCount += place.slotCount;
  }
  const backendsOfRegion = regionIds.map((_, regionIndex) =>
    Int32Array.from(backends.flatMap((backend, index) => (backend.regionIndex === regionIndex ? [index] : []))),
  );
  return { unit, backends, slotCount, backendsOfRegion };
}
