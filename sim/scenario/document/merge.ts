/**
 * One layer of a scenario over another: maps merge deeply, lists and plain values are
 * replaced, and `null` deletes a key.
 *
 * A distribution (`{ exponential: ... }`) is one value though it is written as a map: a new
 * one replaces the old one whole.
 */
import { DISTRIBUTION_NAMES } from '../schema/distribution.ts';
import type { MapNode, Node, ScalarNode } from './node.ts';

/**
 * What to do about a `null`, given the keys of the map below it: delete its key, or keep the `null` for a later merge.
 */
export type NullRule = (deletion: ScalarNode, keys: readonly string[]) => 'delete' | 'keep';

/**
 * `over` on `base`. Keys keep the base's order, new ones follow; the map keeps the base's
 * place, new values have their own.
 */
export function merge(base: MapNode, over: MapNode, nullRule: NullRule): MapNode {
  const entries = new Map(base.entries);
  const deleted = new Map(base.deleted);
  for (const [key, value] of over.entries) {
    if (isNull(value)) {
      entries.delete(key);
      if (nullRule(value, [...base.entries.keys()]) === 'delete') deleted.set(key, value);
      else entries.set(key, value);
      continue;
    }
    const below = entries.get(key);
    deleted.delete(key);
    entries.set(key, mergeValue(below, value, nullRule));
  }
  return { ...base, entries, deleted };
}

function mergeValue(below: Node | undefined, over: Node, nullRule: NullRule): Node {
  // A map where a list is wanted is the fault, whatever it says.
  if (below?.kind === 'list') return over;
  const isDeep = below?.kind === 'map' && over.kind === 'map' && !isDistribution(below) && !isDistribution(over);
  return isDeep ? merge(below, over, nullRule) : onNothing(over, nullRule);
}

function isDistribution(node: MapNode): boolean {
  const [only] = node.entries.keys();
  return node.entries.size === 1 && DISTRIBUTION_NAMES.some((name) => name === only);
}

function isNull(node: Node): node is ScalarNode {
  return node.kind === 'scalar' && node.value === null;
}

/** A part with nothing below it. */
function onNothing(node: Node, nullRule: NullRule): Node {
  if (node.kind !== 'map') return node;
  const empty: MapNode = { ...node, entries: new Map(), deleted: new Map() };
  return merge(empty, node, nullRule);
}
