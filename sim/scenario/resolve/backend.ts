/**
 * A backend: where it is, and what kind of group it is. Its mode and targets are in `backend-capacity.ts`.
 */
import { evenShares } from '../../kernel/even-shares.ts';
import type { WorldData } from '../../world/world-data.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedBackend, ResolvedMember } from '../resolved-scenario.ts';
import { countOf } from '../schema/quantities.ts';
import type { BackendInput } from '../schema/service.ts';
import { nearest } from '../suggest.ts';
import { resolveAutoscaler } from './autoscaler.ts';
import { type ModeScope, resolveCapacity } from './backend-capacity.ts';
import { resolveCapacityScaler } from './capacity-scaler.ts';
import { type ReachScope, resolveBackendReach } from './reachability.ts';

type BackendKind = ResolvedBackend['kind'];

/** `member` is `null` or `reachScope` is `null` where it is faulty, `world` where it is unknown; the result is then `null` too. */
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
  const isNegZonal = kind !== 'REGIONAL_INSTANCE_GROUP' || input.type !== 'NETWORK_ENDPOINT_GROUP';
  if (!isNegZonal) {
    reporter.error([...path, 'type'], 'a network endpoint group is zonal here: give a zone instead of a region');
  }
  const capacity = isNegZonal ? resolveCapacity(input, kind, member, scope, path, reporter) : null;
  const scaler = resolveCapacityScaler(input.capacityScaler ?? 1, [...path, 'capacityScaler'], reporter);
  const place = world === null ? null : resolvePlace(input, world, path, reporter);
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
  if (input.region !== undefined) return 'REGIONAL_INSTANCE_GROUP';
  const isPerEndpoint =
    input.maxConnectionsPerEndpoint ?? input.maxRatePerEndpoint ?? input.maxInFlightRequestsPerEndpoint;
  return input.type ?? (isPerEndpoint === undefined ? 'INSTANCE_GROUP' : 'NETWORK_ENDPOINT_GROUP');
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

/** Members as even as whole numbers allow, earlier zones first; a zone without any is there for those that may come. */
function spread(members: number, zones: readonly string[]): { readonly zone: string; readonly members: number }[] {
  const shares = evenShares(members, zones.length);
  return zones.map((zone, index) => ({ zone, members: shares[index]! }));
}
