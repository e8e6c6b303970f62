/**
 * The fleet as configured: backends expanded to zonal backends (one for each zone of a regional group), members numbered through.
 *
 * Google Cloud evaluates health and choice per zonal NEG, per zonal instance group, or per zone of a regional group, so the zonal backend is
 * the unit of everything here.
 */
import type { ResolvedCapacity, ResolvedMember, ResolvedService } from '../scenario/resolved-scenario.ts';
import { type CapacityUnit, capacityUnitOf, zoneTargetCapacity } from './target-capacity.ts';

export interface ZonalBackend {
  /** `web-seoul`, or `web-iowa/us-central1-a` for a zone of a regional group. */
  readonly id: string;
  readonly backendId: string;
  readonly zone: string;
  /** Among the regions with backends. */
  readonly regionIndex: number;
  /** Members are numbered through the fleet; these are firstMember .. firstMember + memberCount - 1. */
  readonly firstMember: number;
  readonly memberCount: number;
  /** In the plan's unit, before the capacity scaler. */
  readonly targetCapacity: number;
  /** The mode and targets that it follows from. */
  readonly target: ResolvedCapacity;
  readonly capacityScaler: number;
  readonly member: ResolvedMember;
}

export interface FleetPlan {
  /** What capacity and load are counted in. */
  readonly unit: CapacityUnit;
  readonly backends: readonly ZonalBackend[];
  readonly memberCount: number;
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
  /** The most members any design gives it. */
  readonly members: number;
}

/** Every zonal backend of any of the services, in order of first mention: what index `b` means throughout an experiment. */
export function zonalBackendPlaces(services: readonly ResolvedService[]): readonly ZonalBackendPlace[] {
  const backends = services.flatMap((service) => service.backends);
  const places = new Map<string, ZonalBackendPlace>();
  for (const backend of backends) {
    // Of a regional group, or where designs put a backend of one name in different zones.
    const hasSeveralPlaces = backends.some(
      ({ id, kind, zones }) =>
        id === backend.id && (kind === 'REGIONAL_INSTANCE_GROUP' || zones[0]!.zone !== backend.zones[0]!.zone),
    );
    for (const { zone, members } of backend.zones) {
      const key = `${backend.id}/${zone}`;
      places.set(key, {
        id: hasSeveralPlaces ? key : backend.id,
        backendId: backend.id,
        zone,
        regionId: backend.region,
        members: Math.max(members, places.get(key)?.members ?? 0),
      });
    }
  }
  return [...places.values()];
}

/** The fleet of one design; a backend that only other designs have stays in the list with no members, so indexes agree. */
export function planFleet(
  service: ResolvedService,
  places: readonly ZonalBackendPlace[],
  regionIds: readonly string[],
): FleetPlan {
  const unit = capacityUnitOf(service.backends);
  const backends: ZonalBackend[] = [];
  let memberCount = 0;
  for (const place of places) {
    const backend = service.backends.find(
      ({ id, zones }) => id === place.backendId && zones.some(({ zone }) => zone === place.zone),
    );
    const members = backend?.zones.find(({ zone }) => zone === place.zone)?.members ?? 0;
    const anyBackend = backend ?? service.backends[0]!;
    backends.push({
      id: place.id,
      backendId: place.backendId,
      zone: place.zone,
      regionIndex: regionIds.indexOf(place.regionId),
      firstMember: memberCount,
      memberCount: members,
      targetCapacity: backend === undefined ? 0 : zoneTargetCapacity(backend, members, unit),
      target: anyBackend,
      capacityScaler: anyBackend.capacityScaler,
      member: anyBackend.member,
    });
    memberCount += members;
  }
  const backendsOfRegion = regionIds.map((_, regionIndex) =>
    Int32Array.from(backends.flatMap((backend, index) => (backend.regionIndex === regionIndex ? [index] : []))),
  );
  return { unit, backends, memberCount, backendsOfRegion };
}
