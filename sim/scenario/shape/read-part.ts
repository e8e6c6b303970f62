/**
 * Typed access to the sound parts of a tree, so that a fault in one part does not keep the others from being checked.
 *
 * Nothing is reported here: `checkShape` has reported what is unsound.
 */
import type { z } from 'zod';
import { descend, type MapNode, toPlain } from '../document/node.ts';

/** The part at `path`; `null` when it is not there or not of its shape. */
export function readPart<T extends z.ZodType>(schema: T, root: MapNode, path: readonly string[]): z.infer<T> | null {
  const { node, rest } = descend(root, path);
  const result = schema.safeParse(rest.length > 0 ? undefined : toPlain(node));
  return result.success ? (result.data ?? null) : null;
}

/** The fields of the map at `path` that are there and sound. */
export function readFields<S extends z.ZodRawShape>(
  schema: z.ZodObject<S>,
  root: MapNode,
  path: readonly string[],
): Partial<{ [K in keyof S]: z.infer<S[K]> }> {
  const fields: Partial<{ [K in keyof S]: z.infer<S[K]> }> = {};
  for (const key of Object.keys(schema.shape) as (keyof S & string)[]) {
    const value = readPart(schema.shape[key] as unknown as z.ZodType<z.infer<S[typeof key]>>, root, [...path, key]);
    if (value !== null) fields[key] = value;
  }
  return fields;
}

/** Keys of the map at `path`; empty when there is none. */
export function keysAt(root: MapNode, path: readonly string[]): string[] {
  const { node, rest } = descend(root, path);
  return rest.length === 0 && node.kind === 'map' ? [...node.entries.keys()] : [];
}

/** Indexes of the list at `path`; empty when there is none. */
export function indexesAt(root: MapNode, path: readonly string[]): string[] {
  const { node, rest } = descend(root, path);
  return rest.length === 0 && node.kind === 'list' ? node.items.map((_, index) => String(index)) : [];
}
