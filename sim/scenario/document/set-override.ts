/**
 * Overrides from outside the file, `path=value`: one value put into the tree before it is checked.
 *
 * The path names keys by dots; an item of a list by its `id` or its index. An id may hold dots itself: the longest key
 * that is there wins. The value is YAML (`4`, `30s`, `[a, b]`); `null` deletes.
 */
import { type Problem, ProblemList } from '../problem.ts';
import { nearest } from '../suggest.ts';
import { merge, type NullRule } from './merge.ts';
import type { ListNode, MapNode, Node } from './node.ts';
import { documentNulls } from './null-rules.ts';
import { parseYaml } from './parse-yaml.ts';

/** What positions of an override name as the file; the line is its number on the command line. */
export const OVERRIDE_FILE = '--set';

export function applyOverrides(root: MapNode, overrides: readonly string[], problems: ProblemList): MapNode {
  return overrides.reduce((tree, text, index) => applyOverride(tree, text, index + 1, problems), root);
}

function applyOverride(root: MapNode, text: string, line: number, problems: ProblemList): MapNode {
  const fault = (column: number, path: string, message: string, suggestion: string | null = null): MapNode => {
    problems.add({ file: OVERRIDE_FILE, line, column, path, message, suggestion, severity: 'error' });
    return root;
  };
  const equals = text.indexOf('=');
  if (equals <= 0) return fault(1, '', `expected path=value, such as traffic.connections.rate=80/s; got "${text}"`);
  const pathText = text.slice(0, equals).trim();
  const keys = pathText.split('.');
  if (keys.includes('')) return fault(1, pathText, 'the path has an empty part');
  const value = parseValue(text, equals + 1, line, pathText, problems);
  if (value === null) return root;
  let isPlaced = true;
  const changed = put(root, keys, value, {
    nullRule: documentNulls(problems),
    fault: (message, suggestion) => {
      isPlaced = false;
      fault(1, pathText, message, suggestion);
    },
  });
  return isPlaced ? (changed as MapNode) : root;
}

/**
 * Parses the value as the only entry of a map that stands where the value stands, so columns
 * are those of the command line.
 */
function parseValue(text: string, from: number, line: number, path: string, problems: ProblemList): Node | null {
  const before = `${'\n'.repeat(line - 1)}{v:${' '.repeat(Math.max(0, from - 3))}`;
  const found = new ProblemList();
  const root = parseYaml({ file: OVERRIDE_FILE, text: `${before}${text.slice(from)}\n}` }, found);
  const column = (problem: Problem): number => (problem.line === line ? problem.column : text.length + 1);
  for (const problem of found.sorted([])) problems.add({ ...problem, line, column: column(problem), path });
  const value = root?.entries.get('v') ?? null;
  if (value === null) return null;
  if (root!.entries.size > 1) {
    const message = 'expected one value after "="';
    problems.add({ file: OVERRIDE_FILE, line, column: from + 1, path, message, suggestion: null, severity: 'error' });
    return null;
  }
  return { ...value, keyAt: { file: OVERRIDE_FILE, line, column: 1 } };
}

interface Placing {
  readonly nullRule: NullRule;
  readonly fault: (message: string, suggestion: string | null) => void;
}

/** The tree with `value` at `keys` below `node`; missing maps on the way are made, and a map is merged into a map. */
function put(node: Node, keys: readonly string[], value: Node, placing: Placing): Node {
  if (node.kind === 'list') return putInList(node, keys, value, placing);
  if (node.kind !== 'map') {
    placing.fault(`${node.path.join('.')} is a plain value: there is nothing inside it to set`, null);
    return node;
  }
  const used = longestKey(node, keys);
  const key = keys.slice(0, used).join('.');
  const rest = keys.slice(used);
  const place = { at: value.at, keyAt: value.keyAt };
  const path = [...node.path, key];
  if (rest.length === 0) {
    const layer: MapNode = {
      ...place,
      kind: 'map',
      entries: new Map([[key, withPath(value, path)]]),
      deleted: new Map(),
      path: node.path,
    };
    return merge(node, layer, placing.nullRule);
  }
  const empty: MapNode = { ...place, kind: 'map', entries: new Map(), deleted: new Map(), path };
  const next = put(node.entries.get(key) ?? empty, rest, value, placing);
  return { ...node, entries: new Map(node.entries).set(key, next) };
}

function putInList(list: ListNode, keys: readonly string[], value: Node, placing: Placing): Node {
  const ids = list.items.map(idOf);
  for (let used = keys.length; used > 0; used--) {
    const name = keys.slice(0, used).join('.');
    const index = ids.includes(name) ? ids.indexOf(name) : used === 1 && /^\d+$/.test(name) ? Number(name) : -1;
    const item = list.items[index];
    if (item === undefined) continue;
    const rest = keys.slice(used);
    const next = rest.length === 0 ? withPath(value, item.path) : put(item, rest, value, placing);
    return { ...list, items: list.items.with(index, next) };
  }
  const known = ids.filter((id) => id !== null);
  placing.fault(`${list.path.join('.')} has no item "${keys[0]}"`, nearest(keys[0]!, known));
  return list;
}

function idOf(item: Node): string | null {
  const id = item.kind === 'map' ? item.entries.get('id') : undefined;
  return id?.kind === 'scalar' ? String(id.value) : null;
}

/** How many of `keys` make the longest key that the map has; 1 when it has none of them. */
function longestKey(node: MapNode, keys: readonly string[]): number {
  for (let used = keys.length; used > 1; used--) {
    if (node.entries.has(keys.slice(0, used).join('.'))) return used;
  }
  return 1;
}

/** The value as if it had been written at `path`. */
function withPath(node: Node, path: readonly string[]): Node {
  if (node.kind === 'list') {
    return {
      ...node,
      path,
      items: node.items.map((item, index) => withPath(item, [...path, idOf(item) ?? String(index)])),
    };
  }
  if (node.kind === 'map') {
    const entries = new Map([...node.entries].map(([key, item]) => [key, withPath(item, [...path, key])]));
    return { ...node, path, entries };
  }
  return { ...node, path };
}
