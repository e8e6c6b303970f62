/**
 * The left side of an expectation: what is measured, over which part of the traffic, and in which dimension.
 *
 *     quantity = counted | "share(" counted ")" | "rate(" counted ")" | "moved(established)"
 *              | ("p50" | "p99.9" | ... | "mean") "(latency" selector? ")" | ("mean" | "max") "(utilisation" selector? ")"
 *     counted  = word selector?
 */
import type { Quantity, Selector } from '../expectation.ts';
import { listWords, nearest } from '../suggest.ts';
import { EVERYWHERE, type Places, parseSelector } from './parse-selector.ts';
import { ExpressionFault, type Scanner } from './scanner.ts';
import { COUNTABLES, MEASURES } from './vocabulary.ts';

export type Dimension = 'count' | 'share' | 'rate' | 'time' | 'utilisation';

export interface Measured {
  readonly quantity: Quantity;
  readonly dimension: Dimension;
}

const FUNCTIONS: readonly string[] = ['share', 'rate', 'mean', 'max', 'moved', 'p50', 'p90', 'p99', 'p99.9'];

const WORD = /[A-Za-z][A-Za-z0-9_.]*/y;

export function parseQuantity(scanner: Scanner, places: Places): Measured {
  const at = scanner.offset;
  const word = scanner.take(WORD);
  if (word === null) throw scanner.fault('expected a quantity such as dropped or p99(latency)');
  if (scanner.takeMark('(')) {
    const measured = parseCall(scanner, word, at, places);
    scanner.expectMark(')');
    return measured;
  }
  if (MEASURES.includes(word)) {
    const example = word === 'latency' ? 'p99(latency) or mean(latency)' : 'max(utilisation) or mean(utilisation)';
    throw new ExpressionFault(at, `${word} needs a statistic: ${example}`);
  }
  if (FUNCTIONS.includes(word)) throw scanner.fault(`expected "(" after ${word}`);
  checkCountable(word, at);
  return { quantity: { kind: 'count', of: word, selector: parseSelector(scanner, word, places) }, dimension: 'count' };
}

function parseCall(scanner: Scanner, name: string, at: number, places: Places): Measured {
  const quantile = /^p\d/.test(name) ? parseQuantile(name, at) : null;
  if (quantile === null && !FUNCTIONS.includes(name)) {
    throw new ExpressionFault(
      at,
      `unknown function "${name}"; there are ${listWords(FUNCTIONS, 'and')}`,
      nearest(name, FUNCTIONS),
    );
  }
  const argumentAt = scanner.offset;
  const word = scanner.take(WORD);
  if (word === null) throw scanner.fault('expected a word such as dropped or latency');
  const only = (...words: readonly string[]): void => {
    if (words.includes(word)) return;
    throw new ExpressionFault(argumentAt, `${name} measures ${listWords(words)}, not "${word}"`, nearest(word, words));
  };
  const select = (): Selector => parseSelector(scanner, word, places);
  if (quantile !== null) {
    only('latency');
    return { quantity: { kind: 'latencyQuantile', quantile, selector: select() }, dimension: 'time' };
  }
  switch (name) {
    case 'moved':
      only('established');
      return { quantity: { kind: 'movedEstablished' }, dimension: 'count' };
    case 'mean':
      only('latency', 'utilisation');
      return word === 'latency'
        ? { quantity: { kind: 'latencyMean', selector: select() }, dimension: 'time' }
        : { quantity: { kind: 'utilisation', statistic: 'mean', selector: select() }, dimension: 'utilisation' };
    case 'max':
      only('utilisation');
      return { quantity: { kind: 'utilisation', statistic: 'max', selector: select() }, dimension: 'utilisation' };
    case 'rate':
      checkCountable(word, argumentAt);
      return { quantity: { kind: 'rate', of: word, selector: select() }, dimension: 'rate' };
    default: {
      checkCountable(word, argumentAt);
      const selector = select();
      // A share is of what the same metros offered, wherever it went.
      const within = { ...EVERYWHERE, metro: selector.metro };
      return { quantity: { kind: 'share', of: word, selector, within }, dimension: 'share' };
    }
  }
}

/** `p99.9` to 0.999, by the digits and not by division. */
function parseQuantile(name: string, at: number): number {
  const digits = name.slice(1);
  const quantile = /^\d+(\.\d+)?$/.test(digits) ? Number(`${digits}e-2`) : Number.NaN;
  if (quantile > 0 && quantile < 1) return quantile;
  throw new ExpressionFault(at, `"${name}" is no percentile: p and a number between 0 and 100, such as p50 or p99.9`);
}

function checkCountable(word: string, at: number): void {
  if (COUNTABLES.includes(word)) return;
  throw new ExpressionFault(
    at,
    `"${word}" cannot be counted; there are ${listWords(COUNTABLES, 'and')}`,
    nearest(word, COUNTABLES),
  );
}
