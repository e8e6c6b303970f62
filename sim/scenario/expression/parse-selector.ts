/**
 * `{metro: seoul, region: [asia-northeast1, us-*]}`: the part of the traffic or fleet that a quantity
 * is narrowed to, and its design.
 */
import type { Selector } from '../expectation.ts';
import { type KnownNames, matchName } from '../resolve/names.ts';
import { listWords, nearest } from '../suggest.ts';
import { ExpressionFault, type Scanner } from './scanner.ts';
import { SELECTOR_KEYS, type SelectorKey } from './vocabulary.ts';

/**
 * The names of the scenario; a kind is `null` where it cannot be known because its section
 * is faulty: then any name passes.
 */
export type Names = Readonly<Record<SelectorKey, KnownNames | null>>;

export interface Selected {
  readonly selector: Selector;
  readonly designId: string | null;
}

export const EVERYWHERE: Selector = {
  metro: null,
  home: null,
  region: null,
  zone: null,
  backend: null,
  outcome: null,
  cause: null,
};

/** What a word can be narrowed by, here. */
export interface Narrowing {
  readonly word: string;
  readonly keys: readonly SelectorKey[];
  /** What to say before the keys: `by interval, `; empty for none. */
  readonly when: string;
}

/** The selector after a word; `EVERYWHERE` when there is none. */
export function parseSelector(scanner: Scanner, narrowing: Narrowing, names: Names): Selected {
  if (!scanner.takeMark('{')) return { selector: EVERYWHERE, designId: null };
  const chosen = new Map<SelectorKey, readonly string[]>();
  do {
    const at = scanner.offset;
    const key = parseKey(scanner, narrowing);
    if (chosen.has(key)) {
      throw new ExpressionFault(at, `"${key}" is given twice${key === 'design' ? '' : `; use a list: ${key}: [a, b]`}`);
    }
    scanner.expectMark(':');
    chosen.set(key, key === 'design' ? [parseDesign(scanner, names.design)] : parseNames(scanner, names[key]));
  } while (scanner.takeMark(','));
  scanner.expectMark('}');
  const idsOf = (key: SelectorKey): readonly string[] | null => chosen.get(key) ?? null;
  const selector = {
    metro: idsOf('metro'),
    home: idsOf('home'),
    region: idsOf('region'),
    zone: idsOf('zone'),
    backend: idsOf('backend'),
    outcome: idsOf('outcome'),
    cause: idsOf('cause'),
  };
  return { selector, designId: chosen.get('design')?.[0] ?? null };
}

function parseKey(scanner: Scanner, { word, keys, when }: Narrowing): SelectorKey {
  const allowed: readonly SelectorKey[] = [...keys, 'design'];
  const at = scanner.offset;
  const text = scanner.take(/[A-Za-z]+/y);
  if (text === null) throw scanner.fault(`expected ${listWords(allowed)}`);
  const key = SELECTOR_KEYS.find((candidate) => candidate === text);
  if (key === undefined) {
    throw new ExpressionFault(
      at,
      `unknown selector "${text}"; there are ${listWords(allowed, 'and')} here`,
      nearest(text, allowed),
    );
  }
  if (allowed.includes(key)) return key;
  throw new ExpressionFault(at, `${when}${word} is known by ${listWords(allowed, 'and')}, not by ${key}`);
}

function parseNames(scanner: Scanner, known: KnownNames | null): string[] {
  const found = new Set<string>();
  const isList = scanner.takeMark('[');
  do {
    for (const id of parseName(scanner, known)) found.add(id);
  } while (isList && scanner.takeMark(','));
  if (isList) scanner.expectMark(']');
  return [...found];
}

/** One design, because figures of several have no meaning together. */
function parseDesign(scanner: Scanner, known: KnownNames | null): string {
  const at = scanner.offset;
  if (scanner.takeMark('[')) throw new ExpressionFault(at, 'a quantity is of one design; got a list');
  const ids = parseName(scanner, known);
  if (ids.length === 1) return ids[0]!;
  throw new ExpressionFault(at, `a quantity is of one design; got ${listWords(ids, 'and')}`);
}

function parseName(scanner: Scanner, known: KnownNames | null): readonly string[] {
  const at = scanner.offset;
  const name = scanner.take(/[A-Za-z0-9*?][A-Za-z0-9._*?/-]*/y);
  if (name === null) {
    throw /["']/.test(scanner.text[at] ?? '')
      ? new ExpressionFault(at, 'names and patterns are written without quotes')
      : scanner.fault('expected a name');
  }
  if (known === null) return [name];
  const candidates = name.includes('/') ? (known.parts ?? []) : known.ids;
  const ids = matchName(name, candidates);
  if (ids.length > 0) return ids;
  throw new ExpressionFault(at, known.whyNot?.(name) ?? `unknown ${known.what} "${name}"`, nearest(name, candidates));
}
