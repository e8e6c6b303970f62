/**
 * What an event can strike: the regions, zones, backends and members of the compared designs, and the PoPs.
 */
import { isServedNearClient, siteRegionsOf } from '../../fleet/second-layer-sites.ts';
import type { WorldData } from '../../world/world-data.ts';
import { chainServers } from '../chain-servers.ts';
import { balancerName } from '../resolved-redirect.ts';
import type { ResolvedDesign, SelectorKind } from '../resolved-scenario.ts';
import type { KnownNames } from './names.ts';

/** The ids of a kind, over all designs, in the order in which designs and backends were written. */
export function knownTargets(
  kind: SelectorKind,
  designs: readonly ResolvedDesign[],
  popIds: readonly string[],
  world: WorldData,
): KnownNames {
  switch (kind) {
    case 'pop':
      return {
        what: 'PoP',
        ids: popIds,
        whyNot: (id) => (world.pops.some((pop) => pop.id === id) ? `PoP ${id} is not among the scenario's PoPs` : null),
        idOf: (name) =>
          world.pops.find((pop) => popIds.includes(pop.id) && plainName(pop.name) === plainName(name))?.id ?? null,
        hint: '"spillway list pops" lists them',
      };
    case 'region':
      return {
        what: 'region',
        which: 'with backends',
        ids: unique(designs, (backend) => [backend.region]),
        whyNot: (id) => (world.regions.some((region) => region.id === id) ? `region ${id} holds no backend` : null),
      };
    case 'zone':
      return {
        what: 'zone',
        which: 'with backends',
        ids: unique(designs, (backend) => backend.zones.map(({ zone }) => zone)),
        whyNot: (id) => (world.regions.some(({ zones }) => zones.includes(id)) ? `zone ${id} holds no backend` : null),
      };
    case 'backend':
      return { what: 'backend', ids: unique(designs, (backend) => [backend.id]) };
    case 'maglev':
      return machinesOf(
        { what: 'Maglev machine', place: 'PoP', placeIds: popIds },
        largest(designs, ({ edge }) => edge.maglevMachines),
      );
    case 'gfe':
      return machinesOf(
        { what: 'GFE', place: 'PoP', placeIds: popIds },
        largest(designs, ({ edge }) => edge.gfes),
      );
    case 'secondLayer':
      return machinesOf(
        {
          what: 'second-layer GFE',
          place: 'region',
          placeIds: [...new Set(designs.flatMap((design) => secondLayerRegions(design, world)))],
        },
        largest(designs, ({ secondLayer }) => secondLayer.gfesPerRegion),
      );
    case 'balancer': {
      const count = largest(designs, ({ redirect }) => redirect?.balancers.count ?? 0);
      return {
        what: 'balancer',
        ids: Array.from({ length: count }, (_, number) => balancerName(number)),
        whyNot: () => (count === 0 ? 'no design has balancers: only redirect does' : null),
      };
    }
    case 'tier':
      return {
        what: 'server of a tier',
        ids: [...new Set(designs.flatMap(tierServerIds))],
        whyNot: (id) => whyNoTierServer(id, designs),
        hint: 'they are written REGION/TIER/NUMBER, such as europe-west1/apache/3',
      };
    case 'member':
      return { what: 'member', ids: unique(designs, memberIds), whyNot: (id) => whyNoMember(id, designs) };
  }
}

/** Those that `second-layer-sites` gives them. */
function secondLayerRegions(design: ResolvedDesign, world: WorldData): readonly string[] {
  if (!isServedNearClient(design.service)) return unique([design], (backend) => [backend.region]);
  return siteRegionsOf(design) ?? world.regions.map(({ id }) => id);
}

/** `New York` and `new-york` alike. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}

interface MachineKind {
  readonly what: string;
  /** What they stand in: `PoP`. */
  readonly place: string;
  readonly placeIds: readonly string[];
}

/** `icn/0`: machines count from 0 in each place, up to the most that any design has. */
function machinesOf({ what, place, placeIds }: MachineKind, count: number): KnownNames {
  return {
    what,
    ids: placeIds.flatMap((id) => Array.from({ length: count }, (_, number) => `${id}/${number}`)),
    whyNot: (name) => {
      if (count === 0) return `no design has a ${what}`;
      const [id] = name.split('/');
      return placeIds.includes(id!)
        ? `${place} ${id} has no ${what} "${name}"; they are ${id}/0 to ${id}/${count - 1}`
        : null;
    },
  };
}

function largest(designs: readonly ResolvedDesign[], countOf: (design: ResolvedDesign) => number): number {
  return Math.max(...designs.map(countOf));
}

type Backend = ResolvedDesign['service']['backends'][number];

function unique(designs: readonly ResolvedDesign[], idsOf: (backend: Backend) => readonly string[]): string[] {
  return [...new Set(designs.flatMap((design) => design.service.backends.flatMap(idsOf)))];
}

/**
 * `web-seoul/3` in a zonal group, `web-seoul/asia-northeast3-a/3` in a regional one; members count from 0 in each zone.
 */
export function memberIds(backend: Backend): string[] {
  return backend.zones.flatMap(({ zone, members }) => {
    const prefix = backend.kind === 'REGIONAL_INSTANCE_GROUP' ? `${backend.id}/${zone}` : backend.id;
    return Array.from({ length: members }, (_, index) => `${prefix}/${index}`);
  });
}

/** Servers of the tiers of a design, in every region with backends; none in a design of another kind. */
export function tierServerIds(design: ResolvedDesign): string[] {
  if (design.chain === undefined) return [];
  const regionIds = unique([design], (backend) => [backend.region]);
  return chainServers(design.chain, regionIds).map(({ name }) => name);
}

function whyNoTierServer(id: string, designs: readonly ResolvedDesign[]): string | null {
  const all = designs.flatMap(tierServerIds);
  if (all.length === 0) return 'no design has tiers: only chain does';
  const tier = id.slice(0, id.lastIndexOf('/') + 1);
  const last = all.findLast((name) => tier !== '' && name.startsWith(tier));
  return last === undefined ? null : `there is no server "${id}"; they are ${tier}0 to ${last}`;
}

function whyNoMember(id: string, designs: readonly ResolvedDesign[]): string | null {
  const [name] = id.split('/');
  const backend = designs.flatMap((design) => design.service.backends).find((candidate) => candidate.id === name);
  if (backend === undefined) return null;
  const ids = memberIds(backend);
  return `backend ${backend.id} has no member "${id}"; its members are ${ids[0]} to ${ids.at(-1)}`;
}
