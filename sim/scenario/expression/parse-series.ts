/**
 * A series: a number for each interval of the window.
 *
 *     series = gauge selector? | "rate(" countable selector? ")" | "share(" countable selector? ")"
 */
import { isCounter } from '../../metrics/counters.ts';
import type { Series } from '../expectation.ts';
import { listWords, nearest } from '../suggest.ts';
import { type Names, parseSelector } from './parse-selector.ts';
import { ExpressionFault, type Scanner, WORD } from './scanner.ts';
import { COUNTABLES, FAILED, GAUGES, intervalKeysOf, isGauge, isOutcome } from './vocabulary.ts';

/** For messages. */
export const SERIES_FORMS = `${GAUGES.join(', ')}, rate(established), share(dropped)`;

export interface ParsedSeries {
  readonly series: Series;
  readonly designId: string | null;
}

/** The series that begins with `word`, which stood at `at` and is passed over. */
export function parseSeries(scanner: Scanner, word: string, at: number, names: Names): ParsedSeries {
  if (isGauge(word)) {
    const { selector, designId } = parseSelector(scanner, { word, keys: intervalKeysOf(word)!, when: '' }, names);
    return { series: { kind: 'gauge', of: word, selector }, designId };
  }
  if (word !== 'rate' && word !== 'share') {
    const suggestion = COUNTABLES.includes(word) ? `rate(${word})` : nearest(word, [...GAUGES, 'rate', 'share']);
    throw new ExpressionFault(at, `"${word}" is no series; there are ${SERIES_FORMS} and their like`, suggestion);
  }
  scanner.expectMark('(');
  const parsed = parseByInterval(scanner, word, names);
  scanner.expectMark(')');
  return parsed;
}

function parseByInterval(scanner: Scanner, kind: 'rate' | 'share', names: Names): ParsedSeries {
  const at = scanner.offset;
  const word = scanner.take(WORD);
  if (word === null) throw scanner.fault('expected a word such as dropped or established');
  const keys = intervalKeysOf(word);
  const known = COUNTABLES.filter((countable) => intervalKeysOf(countable) !== null);
  if (keys === null) {
    const message = `"${word}" is not known by interval; there are ${listWords(known, 'and')}`;
    throw new ExpressionFault(at, message, nearest(word, known));
  }
  const { selector, designId } = parseSelector(scanner, { word, keys, when: 'by interval, ' }, names);
  const hasPlace = selector.zone !== null || selector.backend !== null;
  if (kind === 'share' && !hasShare(word, hasPlace)) {
    const lack = word === 'established' ? 'has a share by zone or backend only' : 'has no share';
    const example = `rate(${word}{region: ...}) > 0.1 * rate(established)`;
    throw new ExpressionFault(at, `by interval, ${word} ${lack}; compare two rates, such as ${example}`);
  }
  return { series: { kind, of: word, selector }, designId };
}

/**
 * Outcomes and counters are a share of what was offered or counted in the same interval; what was established at a
 * place, of what was established.
 */
function hasShare(word: string, hasPlace: boolean): boolean {
  if (word === 'established') return hasPlace;
  return word === 'offered' || word === FAILED || isOutcome(word) || isCounter(word);
}
