/**
 * Overrides from outside the file, `path=value`: one value put into the tree before it is checked.
 *
 * The path names keys by dots; an item of a list by its `id` or its index. An id may hold dots itself: the longest key that is there wins.
 * The value is YAML (`4`, `30s`, `[a, b]`); `null` deletes.
 */
import type { ProblemList } from '../problem.ts';
import { nearest } from '../suggest.ts';
import { merge } from './merge.ts';
import type { ListNode, MapNode, Node } from './node.ts';
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
  let failed = false;
  const changed = put(root, keys, value, (message, suggestion) => {
    failed = true;
    fault(1, pathText, message, suggestion);
  });
  return failed ? root : (changed as MapNode);
}

/** Parses the value as the only entry of a map that stands where the value stands, so columns are those of the command line. */
function parseValue(text: string, from: number, line: number, path: string, problems: ProblemList): Node | null {
  const blank = `${'\n'.repeat(line - 1)}{v:${' '.repeat(Math.max(0, from - 3))}`;
  const root = parseYaml({ file: OVERRIDE_FILE, text: `${blank}${text.slice(from)}\n}` }, problems);
  const value = root?.entries.get('v') ?? null;
  if (value === null || root!.entries.size === 1) return value;
  problems.add({
    file: OVERRIDE_FILE,
    line,
    column: from + 1,
    path,
    message: 'expected one value after "="',
    suggestion: null,
    severity: 'error',
  });
  return null;
}

type Fault = (message: string, suggestion: string | null) => void;

/** The tree with `value` at `keys` below `node`; missing maps on the way are made, and a map is merged into a map. */
function put(node: Node, keys: readonly string[], value: Node, fault: Fault): Node {
  if (keys.length === 0) return node.kind === 'map' && value.kind === 'map' ? merge(node, value) : value;
  if (node.kind === 'list') return putInList(node, keys, value, fault);
  if (node.kind !== 'map') {
    fault(`${node.path.join('.')} is a plain value: there is nothing inside it to set`, null);
    return node;
  }
  const used = longestKey(node, keys);
  const key = keys.slice(0, used).join('.');
  const path = [...node.path, key];
  if (used === keys.length && value.kind === 'scalar' && value.value === null) {
    const entries = new Map(node.entries);
    entries.delete(key);
    return { ...node, entries, deleted: new Map(node.deleted).set(key, { ...value, path }) };
  }
  const empty: MapNode = { kind: 'map', entries: new Map(), deleted: new Map(), at: value.at, keyAt: value.at, path };
  const below = node.entries.get(key) ?? empty;
  const next = put(below, keys.slice(used), underPath(value, path, keys.slice(used)), fault);
  return { ...node, entries: new Map(node.entries).set(key, next) };
}

function putInList(list: ListNode, keys: readonly string[], value: Node, fault: Fault): Node {
  const ids = list.items.map(idOf);
  for (let used = keys.length; used > 0; used--) {
    const name = keys.slice(0, used).join('.');
    const index = ids.includes(name) ? ids.indexOf(name) : used === 1 && /^\d+$/.test(name) ? Number(name) : -1;
    const item = list.items[index];
    if (item === undefined) continue;
    const rest = keys.slice(used);
    return { ...list, items: list.items.with(index, put(item, rest, underPath(value, item.path, rest), fault)) };
  }
  const known = ids.filter((id) => id !== null);
  fault(`${list.path.join('.')} has no item "${keys[0]}"`, nearest(keys[0]!, known));
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

/** The value with the path of the place it goes to, once that place is reached. */
function underPath(value: Node, path: readonly string[], rest: readonly string[]): Node {
  return rest.length === 0 ? withPath(value, path) : value;
}

function withPath(node: Node, path: readonly string[]): Node {
  if (node.kind === 'list') {
    return { ...node, path, items: node.items.map((item, index) => withPath(item, [...path, String(index)])) };
  }
  if (node.kind === 'map') {
    const entries = new Map([...node.entries].map(([key, item]) => [key, withPath(item, [...path, key])]));
    return { ...node, path, entries };
  }
  return { ...node, path };
}
