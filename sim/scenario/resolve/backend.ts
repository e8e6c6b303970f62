/**
 * A backend: where it is, and what kind of group it is. Its mode and targets are in `backend-capacity.ts`.
 */
import { evenShares } from '../../kernel/even-shares.ts';
import { cablePathKm, mapPlace } from '../../world/cable-map.ts';
import type { WorldData } from '../../world/world-data.ts';
import { type BackendKind, factsOf } from '../backend-kinds.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedBackend, ResolvedCapacity, ResolvedMember } from '../resolved-scenario.ts';
import { AMOUNT_FIELDS } from '../schema/backend-capacity.ts';
import { countOf } from '../schema/quantities.ts';
import type { BackendInput } from '../schema/service.ts';
import { listWords, nearest } from '../suggest.ts';
import { resolveAutoscaler } from './autoscaler.ts';
import { type ModeScope, resolveCapacity } from './backend-capacity.ts';
import { resolveCapacityScaler } from './capacity-scaler.ts';
import { type ReachScope, resolveBackendReach } from './reachability.ts';

/** What a backend without a balancing mode does not have. */
const UNBALANCED_KEYS = [
  'balancingMode',
  ...AMOUNT_FIELDS.CONNECTION,
  ...AMOUNT_FIELDS.RATE,
  ...AMOUNT_FIELDS.IN_FLIGHT,
  'maxUtilization',
  'customMetrics',
  'trafficDuration',
  'capacityScaler',
] as const;

/**
 * `member` is `null` or `reachScope` is `null` where it is faulty, `world` where it is unknown;
 * the result is then `null` too.
 */
export function resolveBackend(
  id: string,
  input: BackendInput,
  member: ResolvedMember | null,
  reachScope: ReachScope | null,
  world: WorldData | null,
  scope: ModeScope,
  path: readonly string[],
  reporter: Reporter,
): ResolvedBackend | null {
  const kind = kindOf(input);
  const isPlaced = checkPlaceKey(kind, input, path, reporter);
  const capacity = isPlaced ? capacityOf(input, kind, member, scope, path, reporter) : null;
  const scaler = resolveCapacityScaler(input.capacityScaler ?? 1, [...path, 'capacityScaler'], reporter);
  const place = world === null || !isPlaced ? null : resolvePlace(kind, input, world, path, reporter);
  const reach = reachScope === null ? null : resolveBackendReach(input, kind, reachScope, path, reporter);
  const group = capacity && { kind, members: countOf(input.members), capacity, protocol: scope.protocol };
  const autoscaler =
    input.autoscaler === undefined || group === null
      ? null
      : resolveAutoscaler(input.autoscaler, group, [...path, 'autoscaler'], reporter);
  if (input.autoscaler !== undefined && autoscaler === null) return null;
  if (place === null || capacity === null || scaler === null || member === null || reach === null) return null;
  return {
    id,
    kind,
    region: place.region,
    metro: place.metro,
    zones: spread(countOf(input.members), place.zones),
    ...capacity,
    capacityScaler: scaler,
    ...reach,
    preference: input.preference ?? 'DEFAULT',
    isFailover: input.failover ?? false,
    autoscaler,
    member,
  };
}

function kindOf(input: BackendInput): BackendKind {
  if (input.region !== undefined && (input.type === undefined || input.type === 'INSTANCE_GROUP')) {
    return 'REGIONAL_INSTANCE_GROUP';
  }
  const isPerEndpoint =
    input.maxConnectionsPerEndpoint ?? input.maxRatePerEndpoint ?? input.maxInFlightRequestsPerEndpoint;
  return input.type ?? (isPerEndpoint === undefined ? 'INSTANCE_GROUP' : 'NETWORK_ENDPOINT_GROUP');
}

/** Reports a kind of place that the kind of backend does not have. */
function checkPlaceKey(kind: BackendKind, input: BackendInput, path: readonly string[], reporter: Reporter): boolean {
  const given = (['zone', 'region', 'metro'] as const).find((key) => input[key] !== undefined)!;
  const { what, places } = factsOf(kind);
  if (places.includes(given)) return true;
  if (kind === 'NETWORK_ENDPOINT_GROUP' && given === 'region') {
    reporter.error([...path, 'type'], 'a network endpoint group is zonal here: give a zone instead of a region');
  } else {
    reporter.error([...path, given], `${what} has a ${listWords(places)}, not a ${given}`, null, 'key');
  }
  return false;
}

/** Kinds that have a target capacity take one, others none. */
function capacityOf(
  input: BackendInput,
  kind: BackendKind,
  member: ResolvedMember | null,
  scope: ModeScope,
  path: readonly string[],
  reporter: Reporter,
): ResolvedCapacity | null {
  if (factsOf(kind).isBalanced) return resolveCapacity(input, kind, member, scope, path, reporter);
  const { what } = factsOf(kind);
  let isSound = true;
  for (const key of UNBALANCED_KEYS) {
    if (input[key] === undefined) continue;
    isSound = false;
    const message = `not available: ${what} has no balancing mode, target capacity or scaler`;
    reporter.error([...path, key], message, null, 'key');
  }
  if (kind !== 'SERVERLESS' && countOf(input.members) !== 1) {
    isSound = false;
    reporter.error([...path, 'members'], `${what} is one endpoint: members 1`);
  }
  if (!isSound) return null;
  const isApplication = scope.protocol !== 'TCP' && scope.protocol !== 'SSL';
  return {
    balancingMode: isApplication ? 'IN_FLIGHT' : 'CONNECTION',
    capacityField: null,
    capacityValue: 0,
    maxUtilization: null,
    customMetrics: [],
    trafficDuration: 'SHORT',
  };
}

interface Place {
  readonly region: string;
  readonly zones: readonly string[];
  readonly metro: ResolvedBackend['metro'];
}

function resolvePlace(
  kind: BackendKind,
  input: BackendInput,
  world: WorldData,
  path: readonly string[],
  reporter: Reporter,
): Place | null {
  const regionIds = world.regions.map((region) => region.id);
  if (input.region !== undefined) {
    const region = world.regions.find(({ id }) => id === input.region);
    const isSpread = kind === 'REGIONAL_INSTANCE_GROUP';
    if (region !== undefined) return { region: region.id, zones: isSpread ? region.zones : [region.id], metro: null };
    const owner = world.regions.find(({ zones }) => zones.includes(input.region!));
    if (owner !== undefined)
      reporter.error([...path, 'region'], `${input.region} is a zone: write "zone", or ${owner.id}`);
    else reporter.error([...path, 'region'], `unknown region "${input.region}"`, nearest(input.region, regionIds));
    return null;
  }
  if (input.metro !== undefined) return resolveMetro(input.metro, world, [...path, 'metro'], reporter);
  const zone = input.zone!;
  const owner = world.regions.find(({ zones }) => zones.includes(zone));
  if (owner !== undefined) return { region: owner.id, zones: [zone], metro: null };
  const namesake = world.regions.find(({ id }) => id === zone);
  if (namesake !== undefined) {
    reporter.error([...path, 'zone'], `${zone} is a region: its zones are ${namesake.zones.join(', ')}`);
  } else {
    const zones = world.regions.flatMap((region) => region.zones);
    reporter.error([...path, 'zone'], `unknown zone "${zone}"`, nearest(zone, zones));
  }
  return null;
}

/** Counted with the region that is nearest by cable. */
function resolveMetro(id: string, world: WorldData, path: readonly string[], reporter: Reporter): Place | null {
  const metro = world.metros.find((candidate) => candidate.id === id);
  if (metro === undefined) {
    const ids = world.metros.map((candidate) => candidate.id);
    reporter.error(path, `unknown metro "${id}"`, nearest(id, ids));
    return null;
  }
  const place = mapPlace(metro);
  const pathsKm = world.regions.map((region) => cablePathKm(mapPlace(region), place));
  const { latDeg, lonDeg } = metro;
  const region = world.regions[pathsKm.indexOf(Math.min(...pathsKm))]!.id;
  return { region, zones: [id], metro: { id, latDeg, lonDeg } };
}

/** Members as even as whole numbers allow, earlier zones first; a zone without any is there for those that may come. */
function spread(members: number, zones: readonly string[]): { readonly zone: string; readonly members: number }[] {
  const shares = evenShares(members, zones.length);
  return zones.map((zone, index) => ({ zone, members: shares[index]! }));
}
