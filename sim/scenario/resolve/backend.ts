/**
 * A backend: where it is, what kind of group it is, and its one target capacity.
 *
 * The rules are the Compute API's for balancing mode CONNECTION: exactly one capacity field, of the kind that fits the group.
 */
import type { WorldData } from '../../world/world-data.ts';
import type { Reporter } from '../document/reporter.ts';
import type { CapacityField, ResolvedBackend, ResolvedMember } from '../resolved-scenario.ts';
import { countOf } from '../schema/quantities.ts';
import { type BackendInput, CAPACITY_FIELDS } from '../schema/service.ts';
import { keysAt } from '../shape/read-part.ts';
import { listWords, nearest } from '../suggest.ts';
import { resolveCapacityScaler } from './capacity-scaler.ts';

type BackendKind = ResolvedBackend['kind'];

/** `member` is `null` where it is faulty, `world` where it is unknown; the result is then `null` too. */
export function resolveBackend(
  id: string,
  input: BackendInput,
  member: ResolvedMember | null,
  world: WorldData | null,
  path: readonly string[],
  reporter: Reporter,
): ResolvedBackend | null {
  const kind = kindOf(input);
  const capacityField = checkCapacity(input, kind, path, reporter);
  const scaler = resolveCapacityScaler(input.capacityScaler ?? 1, [...path, 'capacityScaler'], reporter);
  const place = world === null ? null : resolvePlace(input, world, path, reporter);
  if (place === null || capacityField === null || scaler === null || member === null) return null;
  return {
    id,
    kind,
    region: place.region,
    zones: spread(countOf(input.members), place.zones),
    balancingMode: 'CONNECTION',
    capacityField,
    capacityValue: countOf(input[capacityField]!),
    capacityScaler: scaler,
    member,
  };
}

function kindOf(input: BackendInput): BackendKind {
  if (input.region !== undefined) return 'REGIONAL_INSTANCE_GROUP';
  return input.type ?? (input.maxConnectionsPerEndpoint === undefined ? 'INSTANCE_GROUP' : 'NETWORK_ENDPOINT_GROUP');
}

/** The one capacity field; `null` after a fault, which is reported. */
function checkCapacity(
  input: BackendInput,
  kind: BackendKind,
  path: readonly string[],
  reporter: Reporter,
): CapacityField | null {
  // As written, so that the second one is the one that came later.
  const keys = keysAt(reporter.root, path);
  const given = CAPACITY_FIELDS.filter((field) => input[field] !== undefined).toSorted(
    (a, b) => keys.indexOf(a) - keys.indexOf(b),
  );
  const [field, second] = given;
  if (kind === 'REGIONAL_INSTANCE_GROUP' && input.type === 'NETWORK_ENDPOINT_GROUP') {
    reporter.error([...path, 'type'], 'a network endpoint group is zonal here: give a zone instead of a region');
    return null;
  }
  if (field === undefined) {
    const usable = CAPACITY_FIELDS.filter((candidate) => misfit(candidate, kind) === null);
    reporter.errorOnKeys(path, CAPACITY_FIELDS, `no target capacity: CONNECTION needs ${listWords(usable)}`);
    return null;
  }
  if (second !== undefined) {
    reporter.error(
      [...path, second],
      `a second target capacity: ${field} is set too, and CONNECTION takes exactly one`,
      null,
      'key',
    );
    return null;
  }
  const fault = misfit(field, kind);
  if (fault === null) return field;
  reporter.error([...path, field], fault, null, 'key');
  return null;
}

/** Why a capacity field does not fit a kind of group; `null` when it does. */
function misfit(field: CapacityField, kind: BackendKind): string | null {
  if (field === 'maxConnectionsPerEndpoint') {
    if (kind === 'NETWORK_ENDPOINT_GROUP') return null;
    return kind === 'INSTANCE_GROUP'
      ? 'an instance group has no endpoints: use maxConnectionsPerInstance'
      : 'a regional instance group has no endpoints: use maxConnectionsPerInstance';
  }
  if (field === 'maxConnectionsPerInstance') {
    return kind === 'NETWORK_ENDPOINT_GROUP' ? 'a NEG has no instances: use maxConnectionsPerEndpoint' : null;
  }
  return kind === 'REGIONAL_INSTANCE_GROUP'
    ? 'a regional instance group cannot use maxConnections: use maxConnectionsPerInstance'
    : null;
}

interface Place {
  readonly region: string;
  readonly zones: readonly string[];
}

function resolvePlace(
  input: BackendInput,
  world: WorldData,
  path: readonly string[],
  reporter: Reporter,
): Place | null {
  const regionIds = world.regions.map((region) => region.id);
  if (input.region !== undefined) {
    const region = world.regions.find(({ id }) => id === input.region);
    if (region !== undefined) return { region: region.id, zones: region.zones };
    const owner = world.regions.find(({ zones }) => zones.includes(input.region!));
    if (owner !== undefined)
      reporter.error([...path, 'region'], `${input.region} is a zone: write "zone", or ${owner.id}`);
    else reporter.error([...path, 'region'], `unknown region "${input.region}"`, nearest(input.region, regionIds));
    return null;
  }
  const zone = input.zone!;
  const owner = world.regions.find(({ zones }) => zones.includes(zone));
  if (owner !== undefined) return { region: owner.id, zones: [zone] };
  const namesake = world.regions.find(({ id }) => id === zone);
  if (namesake !== undefined) {
    reporter.error([...path, 'zone'], `${zone} is a region: its zones are ${namesake.zones.join(', ')}`);
  } else {
    const zones = world.regions.flatMap((region) => region.zones);
    reporter.error([...path, 'zone'], `unknown zone "${zone}"`, nearest(zone, zones));
  }
  return null;
}

/** Members as even as whole numbers allow, earlier zones first; zones without any are left out. */
function spread(members: number, zones: readonly string[]): { readonly zone: string; readonly members: number }[] {
  const each = Math.floor(members / zones.length);
  const extra = members % zones.length;
  return zones
    .map((zone, index) => ({ zone, members: each + (index < extra ? 1 : 0) }))
    .filter((share) => share.members > 0);
}
