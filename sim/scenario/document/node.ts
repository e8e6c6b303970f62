/**
 * A scenario as a tree in which every value knows where it was written: file, line, column and path.
 *
 * Merging (inheritance, a design's changes) builds trees out of parts of several files; the parts keep their own
 * places, so a fault is reported where its author wrote it.
 */
import type { Position } from '../problem.ts';

interface Placed {
  /** Where the value starts. */
  readonly at: Position;
  /** Where its key was written; for an item of a list or the root, where the value starts. */
  readonly keyAt: Position;
  /** Keys from the top of the file in which it was written; an item of a list goes by its `id`, else by its index. */
  readonly path: readonly string[];
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** Column of the first character of a text that stands in the file as it is (no escapes, one line); else `null`. */
  readonly textColumn: number | null;
}

export interface ListNode extends Placed {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface MapNode extends Placed {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Node>;
  /** Keys that a later layer took away with `null`, and the place where it did. */
  readonly deleted: ReadonlyMap<string, ScalarNode>;
}

export type Node = ScalarNode | ListNode | MapNode;

export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** The same data without places, for the schema. */
export function toPlain(node: Node): Plain {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toPlain);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, toPlain(value)]));
}

/** The value of a key, or the item of an index or id; `null` where there is none. */
export function child(node: Node, key: string): Node | null {
  if (node.kind === 'map') return node.entries.get(key) ?? null;
  if (node.kind === 'list') return node.items[Number(key)] ?? node.items.find((item) => idOf(item) === key) ?? null;
  return null;
}

function idOf(item: Node): Plain {
  const id = item.kind === 'map' ? item.entries.get('id') : undefined;
  return id?.kind === 'scalar' ? id.value : null;
}

/** Follows a path as far as the tree goes: the last node reached, and the keys that were left. */
export function descend(node: Node, path: readonly string[]): { node: Node; rest: readonly string[] } {
  let reached = node;
  for (let depth = 0; depth < path.length; depth++) {
    const next = child(reached, path[depth]!);
    if (next === null) return { node: reached, rest: path.slice(depth) };
    reached = next;
  }
  return { node: reached, rest: [] };
}
