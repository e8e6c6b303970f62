/**
 * The right side of an expectation.
 *
 *     bound   = operand (("+" | "-") number)? ("+-" number)?
 *     operand = number | (factor "*")? measured | measured "*" factor      measured = "baseline" | quantity
 */
import type { Bound, Comparison, Quantity, Subject } from '../expectation.ts';
import { areOfOneKind, type Dimension, dimensionOf, dimensionOfSubject, wordOf } from './dimension.ts';
import { factorOf, formOf, NUMBER, numberOf, parseFactor, parseNumber } from './parse-number.ts';
import { parseQuantity } from './parse-quantity.ts';
import type { Names } from './parse-selector.ts';
import { ExpressionFault, type Scanner } from './scanner.ts';

type Operand = Omit<Bound, 'tolerance'>;

export function parseBound(scanner: Scanner, subject: Subject, comparison: Comparison, names: Names): Bound {
  const dimension = dimensionOfSubject(subject);
  const operand = parseOperand(scanner, subject, dimension, names);
  const offset = parseOffset(scanner, operand, dimension);
  const tolerance = parseTolerance(scanner, comparison, dimension);
  return { of: operand.of, factor: operand.factor, offset: operand.offset + offset, tolerance };
}

function parseOperand(scanner: Scanner, subject: Subject, dimension: Dimension, names: Names): Operand {
  const at = scanner.offset;
  // Only a difference can be below nothing.
  const isNegative = subject.kind === 'difference' && scanner.takeMark('-');
  const textAt = scanner.offset;
  const text = scanner.take(NUMBER);
  if (text === null) {
    if (isNegative || !/[A-Za-z]/.test(scanner.text[scanner.offset] ?? '')) {
      throw scanner.fault(`expected ${formOf(dimension)}, or a multiple of the baseline such as 1.05 * baseline`);
    }
    const of = parseMeasured(scanner, subject, dimension, names);
    return { of, factor: scanner.takeMark('*') ? parseFactor(scanner) : 1, offset: 0 };
  }
  if (!scanner.takeMark('*')) {
    const value = numberOf(text, textAt, dimension);
    return { of: null, factor: 0, offset: isNegative ? -value : value };
  }
  if (isNegative) throw new ExpressionFault(at, 'a factor cannot be negative');
  const factor = factorOf(text, textAt);
  return { of: parseMeasured(scanner, subject, dimension, names), factor, offset: 0 };
}

function parseMeasured(scanner: Scanner, subject: Subject, dimension: Dimension, names: Names): 'baseline' | Quantity {
  const at = scanner.offset;
  if (scanner.take(/baseline\b(?!\s*[({])/y) !== null) {
    const isNamed =
      subject.kind === 'single' ? subject.quantity.designId !== null : hasDesign(subject.left, subject.right);
    if (!isNamed) return 'baseline';
    throw new ExpressionFault(at, 'the left side names its design, and the baseline would measure the same there');
  }
  const quantity = parseQuantity(scanner, names);
  const found = dimensionOf(quantity.measure);
  if (areOfOneKind(found, dimension)) return quantity;
  throw new ExpressionFault(at, `${wordOf(dimension)} cannot be compared with ${wordOf(found)}`);
}

function hasDesign(...quantities: readonly Quantity[]): boolean {
  return quantities.some(({ designId }) => designId !== null);
}

/** What is added to a multiple, in the unit of the left side. */
function parseOffset(scanner: Scanner, { of }: Operand, dimension: Dimension): number {
  const rest = scanner.text.slice(scanner.offset);
  if (of === null || rest.startsWith('+-')) return 0;
  if (scanner.takeMark('+')) return parseNumber(scanner, dimension);
  return scanner.takeMark('-') ? -parseNumber(scanner, dimension) : 0;
}

function parseTolerance(scanner: Scanner, comparison: Comparison, dimension: Dimension): Bound['tolerance'] {
  const at = scanner.offset;
  if (!scanner.takeMark('+-') && !scanner.takeMark('±')) return null;
  if (comparison !== '==' && comparison !== '!=') {
    throw new ExpressionFault(at, `a tolerance belongs to == and !=, not to ${comparison}`);
  }
  const numberAt = scanner.offset;
  const text = scanner.take(NUMBER);
  if (text === null) throw scanner.fault(`expected ${formOf(dimension)}, or a percentage of the bound`);
  // Of what is itself told in percent, a percentage is that many points.
  const isRelative = text.endsWith('%') && dimension !== 'share' && dimension !== 'utilisation';
  const value = isRelative ? factorOf(text, numberAt) : numberOf(text, numberAt, dimension);
  if (value > 0) return { value, isRelative };
  throw new ExpressionFault(numberAt, 'a tolerance of nothing; leave it out');
}
