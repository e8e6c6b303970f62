/**
 * The statement of an expectation: `subject comparison bound`, such as `p99(latency{metro: seoul}) < 250ms`.
 *
 *     subject = quantity (("/" | "-") quantity)?
 *
 * A small closed language (`docs/EXPECT.md`), parsed when the scenario is read and never evaluated as code.
 */
import type { Statement, Subject } from '../expectation.ts';
import { areOfOneKind, dimensionOf, haveRatio, wordOf } from './dimension.ts';
import { parseBound } from './parse-bound.ts';
import { parseComparison } from './parse-comparison.ts';
import { parseQuantity } from './parse-quantity.ts';
import type { Names } from './parse-selector.ts';
import { ExpressionFault, Scanner } from './scanner.ts';

/** The statement, or the fault: with the text and a caret under the place in its message. */
export function parseExpectation(text: string, names: Names): Statement | ExpressionFault {
  const scanner = new Scanner(text);
  try {
    const subject = parseSubject(scanner, names);
    const comparison = parseComparison(scanner);
    const bound = parseBound(scanner, subject, comparison, names);
    if (!scanner.isAtEnd) throw scanner.fault('expected the end of the statement');
    return { subject, comparison, bound };
  } catch (fault) {
    if (!(fault instanceof ExpressionFault)) throw fault;
    return new ExpressionFault(fault.offset, `${fault.message}${underline(text, fault.offset)}`, fault.suggestion);
  }
}

function parseSubject(scanner: Scanner, names: Names): Subject {
  const left = parseQuantity(scanner, names);
  const at = scanner.offset;
  const kind = scanner.takeMark('/') ? 'ratio' : scanner.takeMark('-') ? 'difference' : null;
  if (kind === null) return { kind: 'single', quantity: left };
  const right = parseQuantity(scanner, names);
  const [over, under] = [dimensionOf(left.measure), dimensionOf(right.measure)];
  if (kind === 'ratio' ? haveRatio(over, under) : areOfOneKind(over, under)) return { kind, left, right };
  throw new ExpressionFault(
    at,
    `a ${kind} is of two quantities of one kind, not of ${wordOf(over)} and ${wordOf(under)}`,
  );
}

function underline(text: string, offset: number): string {
  return `\n    ${text.replace(/\s/g, ' ')}\n    ${' '.repeat(offset)}^`;
}
