/**
 * Where several plain maps differ: the deepest paths, so that one changed number is not told as a changed section.
 */
import type { Plain } from '../scenario/document/node.ts';

/** One path at which not all maps agree. */
export interface DifferingSetting {
  readonly path: readonly string[];
  /**
   * By the index of the map. `null`: the map does not have it. No entry: it lacks a section above,
   * which is a difference of its own.
   */
  readonly values: ReadonlyMap<number, Plain>;
}

type Values = readonly (readonly [index: number, value: Plain])[];

const WHOLE = ['serviceTime', 'localityLbPolicy'];

/** In the order of the keys, those of earlier maps first. */
export function differingSettings(maps: readonly Plain[]): DifferingSetting[] {
  return differencesAt(
    [],
    maps.map((map, index) => [index, map]),
  );
}

export function isSame(a: Plain | undefined, b: Plain | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Half of a distribution, or of a module and its options, says nothing: such a map is one value. */
export function isWhole(path: readonly string[]): boolean {
  return WHOLE.includes(path.at(-1) ?? '');
}

export function isMap(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function differencesAt(path: readonly string[], values: Values): DifferingSetting[] {
  if (values.every(([, value]) => isSame(value, values[0]![1]))) return [];
  const present = values.filter(([, value]) => value !== null);
  const maps = present.flatMap(([index, value]) => (isMap(value) ? [{ index, value }] : []));
  const isSection = maps.length === present.length && !isWhole(path);
  if (!isSection) return [{ path, values: new Map(values) }];
  const keys = [...new Set(maps.flatMap(({ value }) => Object.keys(value)))];
  const within = keys.flatMap((key) =>
    differencesAt(
      [...path, key],
      maps.map(({ index, value }) => [index, Object.hasOwn(value, key) ? value[key]! : null]),
    ),
  );
  return present.length < values.length ? [{ path, values: new Map(values) }, ...within] : within;
}
