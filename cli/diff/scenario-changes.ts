/**
 * What differs between two resolved scenarios, value by value: "service.backends.web-seoul.capacityScaler: 1 → 0.95".
 */
import { parse } from 'yaml';

/** What says nothing about how the runs went. */
const ASIDE = new Set(['name', 'question', 'answer', 'expect', 'experiment']);
const ABSENT = 'none';

/** Paths in the order of the newer one, then those that are gone; empty where nothing differs. */
export function scenarioChanges(before: string, after: string): string[] {
  const [old, current] = [flatten(parse(before)), flatten(parse(after))];
  const paths = [...current.keys(), ...[...old.keys()].filter((path) => !current.has(path))];
  return paths.flatMap((path) => {
    const [was, is] = [old.get(path) ?? ABSENT, current.get(path) ?? ABSENT];
    return was === is || ASIDE.has(path.split('.')[0]!) ? [] : [`${path}: ${was} → ${is}`];
  });
}

/** Path -> value as JSON. A list is one value, unless its items have ids, as events have. */
function flatten(value: unknown, path = ''): Map<string, string> {
  const entries = entriesOf(value);
  if (entries === null) return new Map([[path, JSON.stringify(value) ?? ABSENT]]);
  return new Map(entries.flatMap(([key, item]) => [...flatten(item, path === '' ? key : `${path}.${key}`)]));
}

function entriesOf(value: unknown): [string, unknown][] | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return Object.entries(value);
  const hasIds = value.length > 0 && value.every((item) => typeof (item as { id?: unknown } | null)?.id === 'string');
  return hasIds ? value.map((item: { id: string }) => [item.id, item]) : null;
}
