/**
 * From an event's selector to the model's indexes: members, zonal backends, PoPs, or machines of PoPs and regions.
 */
import { configuredRegions } from '../fleet/configured-regions.ts';
import type { FleetPlan } from '../fleet/fleet-plan.ts';
import { secondLayerSites } from '../fleet/second-layer-sites.ts';
import { assert } from '../kernel/assert.ts';
import { chainServers } from '../scenario/chain-servers.ts';
import { balancerIndex } from '../scenario/resolved-redirect.ts';
import type { ResolvedDesign, ResolvedEvent } from '../scenario/resolved-scenario.ts';
import type { World } from '../world/world.ts';

export interface EventTargets {
  readonly members: readonly number[];
  readonly backends: readonly number[];
  readonly pops: readonly number[];
  /** PoP * machines of a PoP + number. */
  readonly maglevs: readonly number[];
  /** PoP * GFEs of a PoP + number. */
  readonly gfes: readonly number[];
  /** Site * second-layer GFEs of a region + number. */
  readonly secondLayerGfes: readonly number[];
  /** Of the forum design, from 0. */
  readonly balancers: readonly number[];
  /** Servers of a chain's tiers, as `chain-servers` lists them. */
  readonly tiers: readonly number[];
  /** For a partition: balancers that hear nothing of the members. */
  readonly cutOff: readonly number[];
}

const NOTHING: EventTargets = {
  members: [],
  backends: [],
  pops: [],
  maglevs: [],
  gfes: [],
  secondLayerGfes: [],
  balancers: [],
  tiers: [],
  cutOff: [],
};

/**
 * Indexes that the event touches; a design that lacks a backend or machine of the selector is simply not touched there.
 */
export function eventTargets(
  { id: eventId, target: { kind, ids }, cutOff }: ResolvedEvent,
  plan: FleetPlan,
  world: World,
  design: ResolvedDesign,
): EventTargets {
  const { edge, secondLayer } = design;
  const placeOf = (places: readonly { readonly id: string }[], id: string): number => {
    const place = places.findIndex((candidate) => candidate.id === id);
    assert(place >= 0, `event ${eventId} names a place that the world lacks: ${id}`);
    return place;
  };
  if (kind === 'service') return NOTHING;
  const popOf = (id: string): number => placeOf(world.pops, id);
  if (kind === 'pop') return { ...NOTHING, pops: ids.map(popOf) };
  if (kind === 'maglev') return { ...NOTHING, maglevs: machineIndexes(ids, popOf, edge.maglevMachines) };
  if (kind === 'gfe') return { ...NOTHING, gfes: machineIndexes(ids, popOf, edge.gfes) };
  if (kind === 'balancer') {
    return { ...NOTHING, balancers: balancersNamed(ids, design) };
  }
  if (kind === 'tier') return { ...NOTHING, tiers: tierServers(ids, plan, world, design) };
  if (kind === 'secondLayer') {
    const { regions } = secondLayerSites(design, world, plan);
    const own = ids.filter((id) => regions.some((region) => region.id === id.split('/')[0]));
    const siteOf = (id: string): number => placeOf(regions, id);
    return { ...NOTHING, secondLayerGfes: machineIndexes(own, siteOf, secondLayer.gfesPerRegion) };
  }
  const backends = plan.backends.flatMap((backend, index) => {
    const id = {
      region: world.regions[backend.regionIndex]!.id,
      zone: backend.zone,
      backend: backend.backendId,
      member: backend.id,
    }[kind];
    const isNamed = kind === 'member' || ids.includes(id);
    return isNamed && backend.isConfigured ? [index] : [];
  });
  const members = backends.flatMap((index) => {
    const { id, backendId, firstMember, slotCount, initialMembers } = plan.backends[index]!;
    // A place is struck with all who will ever be there; by name there are the members of the start.
    const all = Array.from({ length: kind === 'member' ? initialMembers : slotCount }, (_, number) => number);
    const isChosen = (number: number): boolean =>
      ids.includes(`${id}/${number}`) || ids.includes(`${backendId}/${number}`);
    const chosen = kind === 'member' ? all.filter(isChosen) : all;
    return chosen.map((number) => firstMember + number);
  });
  return {
    ...NOTHING,
    members,
    backends: kind === 'member' ? [] : backends,
    cutOff: balancersNamed(cutOff ?? [], design),
  };
}

/** In the order in which they are numbered; empty for a design without tiers. */
export function tierServerNames(plan: FleetPlan, { regions }: World, { chain }: ResolvedDesign): string[] {
  if (chain === undefined) return [];
  const regionIds = configuredRegions(plan).map((region) => regions[region]!.id);
  return chainServers(chain, regionIds).map(({ name }) => name);
}

function tierServers(ids: readonly string[], plan: FleetPlan, world: World, design: ResolvedDesign): number[] {
  const named = new Set(ids);
  return tierServerNames(plan, world, design).flatMap((name, index) => (named.has(name) ? [index] : []));
}

/** Those that the design has. */
function balancersNamed(names: readonly string[], { redirect }: ResolvedDesign): number[] {
  return names.map(balancerIndex).filter((balancer) => balancer < (redirect?.balancers.count ?? 0));
}

/** `icn/2` to an index, where every place has so many machines. */
function machineIndexes(ids: readonly string[], placeOf: (id: string) => number, count: number): number[] {
  return ids.flatMap((id) => {
    const [place, number] = id.split('/') as [string, string];
    return Number(number) < count ? [placeOf(place) * count + Number(number)] : [];
  });
}
