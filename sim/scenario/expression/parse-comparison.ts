/** A comparison: `<`, `<=`, `==`, `!=`, `>=` or `>`. */
import type { Comparison } from '../expectation.ts';
import type { Scanner } from './scanner.ts';

/** Longer ones first, so that `<=` is not read as `<`. */
const COMPARISONS: readonly Comparison[] = ['<=', '>=', '==', '!=', '<', '>'];

export function parseComparison(scanner: Scanner): Comparison {
  const comparison = COMPARISONS.find((mark) => scanner.takeMark(mark));
  if (comparison !== undefined) return comparison;
  if (scanner.text[scanner.offset] === '=') throw scanner.fault('expected a comparison; equality is written "=="');
  throw scanner.fault('expected a comparison: <, <=, ==, !=, >= or >');
}
