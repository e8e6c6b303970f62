/**
 * The condition of `time_to`: what must be so in an interval.
 *
 *     condition = series comparison (number | number "*" series | series)
 */
import type { Condition } from '../expectation.ts';
import { areOfOneKind, dimensionOfSeries, wordOf } from './dimension.ts';
import { parseComparison } from './parse-comparison.ts';
import { factorOf, formOf, NUMBER, numberOf } from './parse-number.ts';
import type { Names } from './parse-selector.ts';
import { type ParsedSeries, parseSeries, SERIES_FORMS } from './parse-series.ts';
import { ExpressionFault, type Scanner, WORD } from './scanner.ts';

export function parseCondition(
  scanner: Scanner,
  names: Names,
): { readonly condition: Condition; readonly designId: string | null } {
  const { series, designId } = takeSeries(scanner, names);
  const comparison = parseComparison(scanner);
  const dimension = dimensionOfSeries(series);
  const at = scanner.offset;
  const text = scanner.take(NUMBER);
  if (text !== null && !scanner.takeMark('*')) {
    return { condition: { series, comparison, factor: numberOf(text, at, dimension), of: null }, designId };
  }
  const factor = text === null ? 1 : factorOf(text, at);
  const otherAt = scanner.offset;
  if (text === null && scanner.isAtEnd) throw scanner.fault(`expected ${formOf(dimension)}, or a series`);
  const other = takeSeries(scanner, names);
  if (other.designId !== null) {
    throw new ExpressionFault(otherAt, 'a condition is of one design, which its left side names');
  }
  const found = dimensionOfSeries(other.series);
  if (!areOfOneKind(found, dimension))
    throw new ExpressionFault(otherAt, `${wordOf(dimension)} cannot be compared with ${wordOf(found)}`);
  return { condition: { series, comparison, factor, of: other.series }, designId };
}

function takeSeries(scanner: Scanner, names: Names): ParsedSeries {
  const at = scanner.offset;
  const word = scanner.take(WORD);
  if (word === null) throw scanner.fault(`expected a series: ${SERIES_FORMS} and their like`);
  return parseSeries(scanner, word, at, names);
}
