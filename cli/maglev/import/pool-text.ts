/**
 * A pool as the list that `--backends` reads: a word for a backend that a word says whole, else a map
 * of what is not the usual value.
 */
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { type Backend, backend } from '../../../sim/maglev/backend.ts';
import type { PoolFormat } from '../../formats/format-names.ts';
import { addressIn, parseBackend } from '../backend-text.ts';
import type { ImportedPool } from './imported-pool.ts';

export function poolText({ backends, localityWeights }: ImportedPool, format: PoolFormat): string {
  const document = {
    backends: backends.map(entryOf),
    ...(localityWeights === null ? {} : { localityWeights: Object.fromEntries(localityWeights) }),
  };
  return format === 'json' ? `${JSON.stringify(document, null, 2)}\n` : stringify(document);
}

function entryOf(one: Backend): string | Record<string, unknown> {
  const word = one.weight === 1 ? one.name : `${one.name}=${one.weight}`;
  if (isWordFor(word, one)) return word;
  // What reading a map with this name and nothing else would give.
  const usual = backend(one.name, addressIn(one.name));
  const told = Object.entries(one).filter(([field, value]) => value !== usual[field as keyof Backend]);
  return { name: one.name, ...Object.fromEntries(told) };
}

function isWordFor(word: string, one: Backend): boolean {
  // A name with an equals sign or blanks around it is no word.
  if (one.name.includes('=') || one.name !== one.name.trim()) return false;
  return isDeepStrictEqual(parseBackend(word), one);
}
