/** `{metro: seoul, region: [asia-northeast1, us-*]}`: the part of the traffic that a quantity is narrowed to. */
import type { Selector } from '../expectation.ts';
import { type KnownNames, matchName } from '../resolve/names.ts';
import { listWords, nearest } from '../suggest.ts';
import { ExpressionFault, type Scanner } from './scanner.ts';
import { SELECTOR_KEYS, type SelectorKey, selectorKeysOf } from './vocabulary.ts';

/** The places of the scenario; a kind is `null` where it cannot be known because its section is faulty: then any name passes. */
export type Places = Readonly<Record<SelectorKey, KnownNames | null>>;

export const EVERYWHERE: Selector = { metro: null, region: null, backend: null };

/** The selector after `word`; `EVERYWHERE` when there is none. */
export function parseSelector(scanner: Scanner, word: string, places: Places): Selector {
  if (!scanner.takeMark('{')) return EVERYWHERE;
  if (selectorKeysOf(word).length === 0) throw scanner.fault(`${word} cannot be narrowed to a place`);
  const chosen = new Map<SelectorKey, readonly string[]>();
  do {
    const at = scanner.offset;
    const key = parseKey(scanner, word);
    if (chosen.has(key)) throw new ExpressionFault(at, `"${key}" is given twice; use a list: ${key}: [a, b]`);
    scanner.expectMark(':');
    chosen.set(key, parseNames(scanner, places[key]));
  } while (scanner.takeMark(','));
  scanner.expectMark('}');
  const idsOf = (key: SelectorKey): readonly string[] | null => chosen.get(key) ?? null;
  return { metro: idsOf('metro'), region: idsOf('region'), backend: idsOf('backend') };
}

function parseKey(scanner: Scanner, word: string): SelectorKey {
  const at = scanner.offset;
  const text = scanner.take(/[A-Za-z]+/y);
  if (text === null) throw scanner.fault(`expected ${listWords(selectorKeysOf(word))}`);
  const key = SELECTOR_KEYS.find((candidate) => candidate === text);
  if (key === undefined) throw new ExpressionFault(at, `unknown place "${text}"`, nearest(text, SELECTOR_KEYS));
  if (!selectorKeysOf(word).includes(key)) {
    throw new ExpressionFault(at, `${word} is known by ${listWords(selectorKeysOf(word), 'and')}, not by ${key}`);
  }
  return key;
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

function parseName(scanner: Scanner, known: KnownNames | null): readonly string[] {
  const at = scanner.offset;
  const name = scanner.take(/[A-Za-z0-9*?][A-Za-z0-9._*?-]*/y);
  if (name === null) throw scanner.fault('expected a name');
  if (known === null) return [name];
  const ids = matchName(name, known.ids);
  if (ids.length > 0) return ids;
  throw new ExpressionFault(at, known.whyNot?.(name) ?? `unknown ${known.what} "${name}"`, nearest(name, known.ids));
}
