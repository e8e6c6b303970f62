/** `world`: names of metros and PoPs against the shipped world, and the weights. */
import type { WorldData } from '../../world/world-data.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedWorld } from '../resolved-scenario.ts';
import type { WorldInput } from '../schema/world.ts';
import { nearest } from '../suggest.ts';
import { resolveNames } from './names.ts';

const DEFAULT_NETWORKS_PER_METRO = 3;

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

export function resolveWorld(input: WorldInput, data: WorldData, reporter: Reporter): ResolvedWorld | null {
  const clients = input.clients ?? {};
  const networksPerMetro = clients.networksPerMetro ?? DEFAULT_NETWORKS_PER_METRO;
  const metros = resolveMetros(input, data, reporter);
  const popIds = data.pops.map((pop) => pop.id);
  const pops =
    input.pops === undefined
      ? 'all'
      : resolveNames(input.pops, { what: 'PoP', ids: popIds }, ['world', 'pops'], reporter);
  const catchment = typeof input.catchment === 'object' ? input.catchment : { profile: input.catchment };
  if (metros === null || pops === null) return null;
  const preferences = resolvePreferences(
    catchment.preferences ?? {},
    metros === 'all' ? data.metros.map((metro) => metro.id) : metros,
    networksPerMetro,
    pops === 'all' ? popIds : pops,
    reporter,
  );
  if (preferences === null) return null;
  return {
    extends: input.extends,
    metroIds: metros === 'all' ? null : metros,
    metroWeights: clients.weight ?? 'internetUsers',
    networksPerMetro,
    catchment: catchment.profile ?? 'cdn-2021',
    preferences,
    popIds: pops === 'all' ? null : pops,
    seed: input.seed ?? 'gcp',
  };
}

/** With a map of weights and no list, the metros are those that have a weight. */
function resolveMetros(input: WorldInput, data: WorldData, reporter: Reporter): string[] | 'all' | null {
  const { metros, weight } = input.clients ?? {};
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
  reporter: Reporter,
): Record<string, readonly string[]> | null {
  const preferences: Record<string, readonly string[]> = {};
  const path = ['world', 'catchment', 'preferences'];
  let isWhole = true;
  for (const [place, pops] of Object.entries(input)) {
    const [metro, network] = splitNetwork(place);
    const isKnown = metroIds.includes(metro) && (network === null || network < networksPerMetro);
    const found = resolveNames(pops, { what: 'announcing PoP', ids: popIds }, [...path, place], reporter);
    if (!isKnown) {
      const what =
        network === null
          ? 'metro of this scenario'
          : `client network: a metro of this scenario and 0 to ${networksPerMetro - 1}`;
      reporter.error([...path, place], `"${place}" is no ${what}`, nearest(place, metroIds), 'key');
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
