/**
 * The statement of an expectation: `quantity comparison bound`, such as `p99(latency{metro: seoul}) < 250ms`.
 *
 * A small closed language, parsed when the scenario is read and never evaluated as code.
 */
import type { Comparison, Quantity } from '../expectation.ts';
import { parseBound } from './parse-bound.ts';
import { parseQuantity } from './parse-quantity.ts';
import type { Places } from './parse-selector.ts';
import { ExpressionFault, Scanner } from './scanner.ts';

export interface Statement {
  readonly quantity: Quantity;
  readonly comparison: Comparison;
  readonly bound: number;
  readonly timesBaseline: boolean;
}

/** Longer ones first, so that `<=` is not read as `<`. */
const COMPARISONS: readonly Comparison[] = ['<=', '>=', '==', '!=', '<', '>'];

/** The statement, or the fault: with the text and a caret under the place in its message. */
export function parseExpectation(text: string, places: Places): Statement | ExpressionFault {
  const scanner = new Scanner(text);
  try {
    const { quantity, dimension } = parseQuantity(scanner, places);
    const comparison = parseComparison(scanner);
    const bound = parseBound(scanner, dimension);
    if (!scanner.isAtEnd) throw scanner.fault('expected the end of the statement');
    return { quantity, comparison, ...bound };
  } catch (fault) {
    if (!(fault instanceof ExpressionFault)) throw fault;
    return new ExpressionFault(fault.offset, `${fault.message}${underline(text, fault.offset)}`, fault.suggestion);
  }
}

function parseComparison(scanner: Scanner): Comparison {
  const comparison = COMPARISONS.find((mark) => scanner.takeMark(mark));
  if (comparison !== undefined) return comparison;
  if (scanner.text[scanner.offset] === '=') throw scanner.fault('expected a comparison; equality is written "=="');
  throw scanner.fault('expected a comparison: <, <=, ==, !=, >= or >');
}

function underline(text: string, offset: number): string {
  return `\n    ${text.replace(/\s/g, ' ')}\n    ${' '.repeat(offset)}^`;
}
