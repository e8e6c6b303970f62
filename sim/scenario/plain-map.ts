/** A map of a scenario file as plain data, as the normalised file is put together. */
import type { Plain } from './document/node.ts';

export type PlainMap = { [key: string]: Plain };

/** What a kind of design has no meaning for is not written. */
export function withoutKeys(map: PlainMap, keys: readonly string[]): PlainMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}
