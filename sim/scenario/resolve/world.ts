/** `world`: names of metros and PoPs against the shipped world, and the weights. */
import type { ResolvedModule } from '../../custom/module-library.ts';
import type { WorldData } from '../../world/world-data.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedWorld } from '../resolved-world.ts';
import { catchmentSchema, clientsSchema, worldSchema } from '../schema/world.ts';
import { readFields } from '../shape/read-part.ts';
import { nearest } from '../suggest.ts';
import { type ModuleScope, resolveModule } from './module.ts';
import { resolveNames } from './names.ts';

/** Assumption: a few eyeball networks divide a metro (`sim/world/client-networks.ts` says how). */
const DEFAULT_NETWORKS_PER_METRO = 3;

/**
 * Assumption: an access provider runs a few resolvers or clusters of them, and people use a public one or two besides.
 */
const DEFAULT_RESOLVERS_PER_NETWORK = 4;

/** The latest of the measured profiles. */
const DEFAULT_CATCHMENT = 'cdn-2021';

const DEFAULT_WORLD_SEED = 'gcp';

/** The data of the world that the scenario names; `null` after a fault, which is reported. */
export function findWorld(
  name: string,
  worlds: Readonly<Record<string, WorldData>>,
  reporter: Reporter,
): WorldData | null {
  if (Object.hasOwn(worlds, name)) return worlds[name]!;
  const known = Object.keys(worlds);
  reporter.error(['world', 'extends'], `unknown world "${name}"; there is ${known.join(', ')}`, nearest(name, known));
  return null;
}

/** As far as the section is sound; `null` after a fault in what it names, which is reported. */
export function resolveWorld(
  name: string,
  data: WorldData,
  reporter: Reporter,
  modules: ModuleScope,
): ResolvedWorld | null {
  const clients = readFields(clientsSchema, reporter.root, ['world', 'clients']);
  const fields = readFields(worldSchema, reporter.root, ['world']);
  const catchment = readFields(catchmentSchema, reporter.root, ['world', 'catchment']);
  const profile = typeof fields.catchment === 'string' ? fields.catchment : catchment.profile;
  const networksPerMetro = clients.networksPerMetro ?? DEFAULT_NETWORKS_PER_METRO;
  const metros = resolveMetros(clients, data, reporter);
  const popIds = data.pops.map((pop) => pop.id);
  const known = { what: 'PoP', ids: popIds };
  const pops = fields.pops === undefined ? 'all' : resolveNames(fields.pops, known, ['world', 'pops'], reporter);
  if (metros === null || pops === null) return null;
  const preferences = resolvePreferences(
    catchment.preferences ?? {},
    metros === 'all' ? data.metros.map((metro) => metro.id) : metros,
    networksPerMetro,
    pops === 'all' ? popIds : pops,
    data,
    reporter,
  );
  const own = resolveCatchmentModule(catchment, reporter, modules);
  if (preferences === null || own === 'faulty') return null;
  return {
    extends: name,
    metroIds: metros === 'all' ? null : metros,
    metroWeights: clients.weight ?? 'internetUsers',
    networksPerMetro,
    resolversPerNetwork: clients.resolversPerNetwork ?? DEFAULT_RESOLVERS_PER_NETWORK,
    catchment: own === null ? (profile ?? DEFAULT_CATCHMENT) : { profile: profile ?? DEFAULT_CATCHMENT, own },
    preferences,
    popIds: pops === 'all' ? null : pops,
    seed: fields.seed ?? DEFAULT_WORLD_SEED,
  };
}

function resolveCatchmentModule(
  { module, options }: CatchmentFields,
  reporter: Reporter,
  modules: ModuleScope,
): ResolvedModule | 'faulty' | null {
  const path = ['world', 'catchment'];
  if (module !== undefined) return resolveModule('catchment', { module, options }, path, reporter, modules) ?? 'faulty';
  if (options === undefined) return null;
  reporter.error([...path, 'options'], 'there is no module that would take options', null, 'key');
  return 'faulty';
}

type CatchmentFields = ReturnType<typeof readFields<(typeof catchmentSchema)['shape']>>;
type ClientFields = ReturnType<typeof readFields<(typeof clientsSchema)['shape']>>;

/** With a map of weights and no list, the metros are those that have a weight. */
function resolveMetros({ metros, weight }: ClientFields, data: WorldData, reporter: Reporter): string[] | 'all' | null {
  const known = { what: 'metro', ids: data.metros.map((metro) => metro.id) };
  const path = ['world', 'clients'];
  const listed = metros === undefined ? 'all' : resolveNames(metros, known, [...path, 'metros'], reporter);
  if (listed === null || typeof weight !== 'object') return listed;
  let isWhole = true;
  const refuse = (key: string, message: string, suggestion: string | null): void => {
    isWhole = false;
    reporter.error([...path, 'weight', key], message, suggestion, 'key');
  };
  for (const metro of Object.keys(weight)) {
    if (!known.ids.includes(metro)) refuse(metro, `unknown metro "${metro}"`, nearest(metro, known.ids));
    else if (listed !== 'all' && !listed.includes(metro)) {
      refuse(metro, `"${metro}" has a weight but is not among the metros`, null);
    }
  }
  if (listed === 'all') return isWhole ? Object.keys(weight) : null;
  const without = listed.filter((metro) => !Object.hasOwn(weight, metro));
  if (without.length > 0) refuse(without[0]!, `no weight for ${without.join(', ')}`, null);
  return isWhole ? listed : null;
}

function resolvePreferences(
  input: Readonly<Record<string, readonly string[]>>,
  metroIds: readonly string[],
  networksPerMetro: number,
  popIds: readonly string[],
  data: WorldData,
  reporter: Reporter,
): Record<string, readonly string[]> | null {
  const announcing = {
    what: 'PoP',
    ids: popIds,
    whyNot: (id: string) => (data.pops.some((pop) => pop.id === id) ? `PoP ${id} does not announce the address` : null),
  };
  const preferences: Record<string, readonly string[]> = {};
  const path = ['world', 'catchment', 'preferences'];
  let isWhole = true;
  for (const [place, pops] of Object.entries(input)) {
    const [metro, network] = splitNetwork(place);
    const isKnown = metroIds.includes(metro) && (network === null || network < networksPerMetro);
    const found = resolveNames(pops, announcing, [...path, place], reporter);
    if (!isKnown) {
      const why =
        network === null
          ? 'no metro with clients'
          : `no client network; those of a metro are 0 to ${networksPerMetro - 1}`;
      reporter.error(
        [...path, place],
        `"${place}" is ${why}`,
        network === null ? nearest(place, metroIds) : null,
        'key',
      );
    }
    if (found === null || !isKnown) isWhole = false;
    else preferences[place] = found;
  }
  return isWhole ? preferences : null;
}

/** `seoul/1` is network 1 of Seoul. */
function splitNetwork(place: string): [metro: string, network: number | null] {
  const match = /^(.*)\/(\d+)$/.exec(place);
  return match === null ? [place, null] : [match[1]!, Number(match[2])];
}
