/**
 * Goal: numbers in files look the same everywhere: plain decimals, no exponent, no negative zero, no false precision.
 * Method: a table of cases, and the property that what is written reads back as the number to its decimals.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFixed, formatNumber, type Unit } from '../../../sim/metrics/format-number.ts';

describe('formatNumber', () => {
  const cases: readonly { readonly value: number; readonly unit: Unit; readonly text: string }[] = [
    { value: 12, unit: 'connections', text: '12' },
    { value: 100, unit: 'connections', text: '100' },
    { value: 0.1, unit: 'connections', text: '0.1' },
    { value: 1 / 3, unit: 'connections', text: '0.333' },
    { value: 1e20, unit: 'connections', text: '100000000000000000000' },
    { value: 1e-9, unit: 'connections', text: '0' },
    { value: -0, unit: 'connections', text: '0' },
    { value: -0.0001, unit: 'ms', text: '0.000' },
    { value: -2.5, unit: 'ms', text: '-2.500' },
    { value: 187.23456, unit: 'ms', text: '187.235' },
    { value: 90, unit: 's', text: '90.000' },
    { value: 0.5, unit: 'share', text: '0.500000' },
    { value: 1e-7, unit: 'share', text: '0.000000' },
    { value: 2 / 3, unit: 'ratio', text: '0.666667' },
    { value: 3, unit: 'members', text: '3' },
    { value: 40.25, unit: 'connections/s', text: '40.25' },
  ];
  it.each(cases)('$value $unit -> $text', ({ value, unit, text }) => {
    expect(formatNumber(value, unit)).toBe(text);
  });

  it('never writes an exponent or a negative zero, and loses at most half of the last decimal', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.constantFrom('connections', 'ms', 'share'),
        (value, unit) => {
          const text = formatNumber(value, unit);
          expect(text).toMatch(/^-?\d+(\.\d+)?$/);
          expect(text).not.toMatch(/^-0(\.0*)?$/);
          expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(unit === 'share' ? 0.000_122_1 : 0.000_622_1);
        },
      ),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21])('refuses %s', (value) => {
    expect(() => formatFixed(value, 3)).toThrow(RangeError);
  });
});
