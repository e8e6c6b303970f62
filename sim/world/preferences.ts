/**
 * Explicit catchment: a scenario names the PoPs that a metro or a client network prefers; the rest
 * follow as the profile ordered them.
 */
import { UnknownPlacesError } from './select.ts';
import type { WorldData } from './world-data.ts';

/** Metro id (`seoul`) or client-network id (`seoul/0`) -> PoP ids, most preferred first. */
export type PreferenceOverrides = Readonly<Record<string, readonly string[]>>;

/**
 * Throws `UnknownPlacesError` for metros, networks and PoPs that the world's data does not have, whether chosen or not.
 */
export function assertKnownPreferences(
  overrides: PreferenceOverrides,
  data: WorldData,
  networksPerMetro: number,
): void {
  const places = new Set<string>();
  for (const { id } of data.metros) {
    places.add(id);
    for (let number = 0; number < networksPerMetro; number++) places.add(`${id}/${number}`);
  }
  const unknownPlaces = Object.keys(overrides).filter((id) => !places.has(id));
  if (unknownPlaces.length > 0) throw new UnknownPlacesError('metro or client network', unknownPlaces);
  const pops = new Set(data.pops.map((pop) => pop.id));
  const unknownPops = Object.values(overrides).flatMap((ids) => ids.filter((id) => !pops.has(id)));
  if (unknownPops.length > 0) throw new UnknownPlacesError('pop', unknownPops);
}

/** `order` with the listed PoPs first; a PoP listed twice counts once. O(popCount x listed). */
export function preferListed(order: Int16Array, listed: readonly number[]): Int16Array {
  if (listed.length === 0) return order;
  const first = listed.filter((pop, index) => listed.indexOf(pop) === index);
  const rest = order.filter((pop) => !first.includes(pop));
  return Int16Array.of(...first, ...rest);
}
