/**
 * A quantity: what is measured, over which part of the traffic or fleet, in which design.
 *
 *     quantity = countable | "share(" countable ")" | "rate(" countable ")" | "moved(established" selector? ")"
 *              | statistic "(" ("latency" selector? | series) ")"
 *              | spread "(" ("zones" | "backends" | "members") selector? ")"
 *              | "time_to(" condition ("," "settled")? ")"
 *     countable = word selector?
 */

import { isBreak } from '../../metrics/window-breaks.ts';
import type { Quantity, Selector, Spread, Statistic } from '../expectation.ts';
import { listWords, nearest } from '../suggest.ts';
import { parseCondition } from './parse-condition.ts';
import { type Names, parseSelector, type Selected } from './parse-selector.ts';
import { parseSeries, SERIES_FORMS } from './parse-series.ts';
import { ExpressionFault, type Scanner, WORD } from './scanner.ts';
import {
  COUNTABLES,
  FUNCTIONS,
  GAUGES,
  isGauge,
  SPREAD_OVER,
  SPREADS,
  STATISTICS,
  selectorKeysOf,
  TIME_TO,
} from './vocabulary.ts';

export function parseQuantity(scanner: Scanner, names: Names): Quantity {
  const at = scanner.offset;
  const word = scanner.take(WORD);
  if (word === null) throw scanner.fault('expected a quantity such as dropped or p99(latency)');
  if (scanner.takeMark('(')) {
    const quantity = parseCall(scanner, word, at, names);
    scanner.expectMark(')');
    return quantity;
  }
  if (word === 'baseline') {
    throw new ExpressionFault(at, 'the baseline stands on the right of the comparison, alone or with a factor');
  }
  if (word === 'latency') throw new ExpressionFault(at, 'latency needs a statistic: p99(latency) or mean(latency)');
  if (isGauge(word)) throw new ExpressionFault(at, `${word} needs a statistic: max(${word}) or mean(${word})`);
  if (isSpreadOver(word)) throw new ExpressionFault(at, `${word} needs a measure: imbalance(${word})`);
  if (FUNCTIONS.includes(word)) throw scanner.fault(`expected "(" after ${word}`);
  checkCountable(word, at, ['baseline', ...FUNCTIONS]);
  const { selector, designId } = select(scanner, word, names);
  return { measure: { kind: 'count', of: word, selector }, designId };
}

function parseCall(scanner: Scanner, name: string, at: number, names: Names): Quantity {
  const statistic = parseStatistic(name, at);
  if (statistic !== null) return parseStatisticOf(scanner, statistic, name, names);
  if (name === TIME_TO) return parseTimeTo(scanner, names);
  const spread = SPREADS.find((candidate) => candidate === name);
  if (spread !== undefined) return parseSpread(scanner, spread, names);
  if (name === 'moved') return parseMoved(scanner, names);
  if (name !== 'share' && name !== 'rate') {
    const message = `unknown function "${name}"; there are ${listWords(FUNCTIONS, 'and')}`;
    throw new ExpressionFault(at, message, nearest(name, FUNCTIONS));
  }
  const wordAt = scanner.offset;
  const word = takeWord(scanner, 'a word such as dropped or established');
  checkCountable(word, wordAt);
  const { selector, designId } = select(scanner, word, names);
  if (name === 'share') checkShare(word, selector, wordAt);
  return { measure: { kind: name, of: word, selector }, designId };
}

function parseStatistic(name: string, at: number): Statistic | null {
  const kind = STATISTICS.find((candidate) => candidate === name);
  if (kind !== undefined) return { kind };
  if (!/^p\d/.test(name)) return null;
  // By the digits and not by division: p99.9 is 0.999 to the last bit.
  const digits = name.slice(1);
  const p = /^\d+(\.\d+)?$/.test(digits) ? Number(`${digits}e-2`) : Number.NaN;
  if (p > 0 && p < 1) return { kind: 'quantile', p };
  const message = `"${name}" is no percentile: p and a number between 0 and 100, such as p50 or p99.9`;
  throw new ExpressionFault(at, message);
}

function parseStatisticOf(scanner: Scanner, statistic: Statistic, name: string, names: Names): Quantity {
  const at = scanner.offset;
  const word = takeWord(scanner, 'latency or a series such as utilisation');
  if (word === 'latency') {
    const { selector, designId } = select(scanner, word, names);
    checkLatency(selector, at);
    return { measure: { kind: 'latency', statistic, selector }, designId };
  }
  if (!isGauge(word) && word !== 'rate' && word !== 'share') {
    const known = ['latency', ...GAUGES];
    const message = `${name} measures latency or a series (${SERIES_FORMS}), not "${word}"`;
    throw new ExpressionFault(at, message, COUNTABLES.includes(word) ? `rate(${word})` : nearest(word, known));
  }
  const { series, designId } = parseSeries(scanner, word, at, names);
  return { measure: { kind: 'series', statistic, series }, designId };
}

function parseSpread(scanner: Scanner, spread: Spread, names: Names): Quantity {
  const at = scanner.offset;
  const word = takeWord(scanner, listWords(SPREAD_OVER));
  if (!isSpreadOver(word)) {
    const message = `${spread} measures ${listWords(SPREAD_OVER)}, not "${word}"`;
    throw new ExpressionFault(at, message, nearest(word, SPREAD_OVER));
  }
  const { selector, designId } = select(scanner, word, names);
  return { measure: { kind: 'spread', spread, over: word, selector }, designId };
}

function parseMoved(scanner: Scanner, names: Names): Quantity {
  const at = scanner.offset;
  const word = takeWord(scanner, 'established');
  if (word !== 'established') {
    throw new ExpressionFault(at, `moved measures established, not "${word}"`, nearest(word, ['established']));
  }
  const keys = selectorKeysOf('broken').filter((key) => key !== 'cause');
  const { selector, designId } = parseSelector(scanner, { word: 'moved(established)', keys, when: '' }, names);
  return { measure: { kind: 'moved', selector }, designId };
}

function parseTimeTo(scanner: Scanner, names: Names): Quantity {
  const { condition, designId } = parseCondition(scanner, names);
  const isSettled = scanner.takeMark(',');
  const at = scanner.offset;
  const word = isSettled ? takeWord(scanner, '"settled"') : null;
  if (word !== null && word !== 'settled') {
    throw new ExpressionFault(at, `expected "settled"; got "${word}"`, nearest(word, ['settled']));
  }
  return { measure: { kind: 'timeTo', condition, isSettled }, designId };
}

function select(scanner: Scanner, word: string, names: Names): Selected {
  return parseSelector(scanner, { word, keys: selectorKeysOf(word), when: '' }, names);
}

function takeWord(scanner: Scanner, expected: string): string {
  const word = scanner.take(WORD);
  if (word === null) throw scanner.fault(`expected ${expected}`);
  return word;
}

function isSpreadOver(word: string): word is (typeof SPREAD_OVER)[number] {
  return SPREAD_OVER.includes(word as (typeof SPREAD_OVER)[number]);
}

/** @param others words that may have been meant besides */
export function checkCountable(word: string, at: number, others: readonly string[] = []): void {
  if (COUNTABLES.includes(word)) return;
  const message = `"${word}" cannot be counted; there are ${listWords(COUNTABLES, 'and')}`;
  throw new ExpressionFault(at, message, nearest(word, [...COUNTABLES, ...others]));
}

/** Of what a share by zone is one would have to guess, except for those that were established. */
function checkShare(word: string, selector: Selector, at: number): void {
  if (selector.zone === null && selector.backend === null) return;
  if (word === 'established' || isBreak(word)) return;
  const message = `only established and breaks have a share by zone or backend; write ${word}{...} / sent{...}`;
  throw new ExpressionFault(at, message);
}

/** Histograms are kept by metro and region, and by backend, but not by both. */
function checkLatency({ metro, home, zone, backend }: Selector, at: number): void {
  if ((metro === null && home === null) || (zone === null && backend === null)) return;
  throw new ExpressionFault(at, 'latency is known by metro, home and region, or by zone and backend, not by both');
}
