/**
 * Goal: figures in a sentence are short, and still never read as something they are not.
 * Method: tables of cases; the property that a figure is printed like the bound only when it is the bound.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsFor, formatExact, formatFigure, formatInterval } from '../../../sim/metrics/format-figures.ts';
import type { Unit } from '../../../sim/metrics/format-number.ts';

function printed(figure: number, bound: number, unit: Unit): string {
  const decimals = decimalsFor([figure], bound, unit);
  return `${formatFigure(figure, unit, decimals)} / ${formatExact(bound, unit)}`;
}

describe('figures beside their bound', () => {
  it.each([
    { figure: 187.2345, bound: 250, unit: 'ms', text: '187.2 ms / 250 ms' },
    { figure: 12.3456, bound: 5, unit: 'ms', text: '12.35 ms / 5 ms' },
    { figure: 12_345.678, bound: 5, unit: 'connections', text: '12,346 / 5' },
    { figure: 0.012_345, bound: 0.05, unit: 'share', text: '1.234% / 5%' },
    { figure: 39.987, bound: 40, unit: 'connections/s', text: '39.99/s / 40/s' },
    { figure: 249.996, bound: 250, unit: 'ms', text: '249.996 ms / 250 ms' },
    { figure: 20.1, bound: 0.001, unit: 'ms', text: '20.1 ms / 0.001 ms' },
    { figure: 0.000_001, bound: 0.05, unit: 'share', text: '0.0001% / 5%' },
    { figure: 0.9, bound: 0.999_95, unit: 'share', text: '90% / 99.995%' },
    { figure: 0.999_996, bound: 0.999, unit: 'share', text: '99.9996% / 99.9%' },
    { figure: 0.999_996_4, bound: 0.999_99, unit: 'share', text: '99.9996% / 99.999%' },
    { figure: 0.999_999_96, bound: 0.999_99, unit: 'share', text: '99.999996% / 99.999%' },
    { figure: 96_403.25, bound: 1_234_567, unit: 'connections', text: '96,403 / 1,234,567' },
    { figure: 0.5, bound: 0.07, unit: 'share', text: '50% / 7%' },
    { figure: 0, bound: 0, unit: 'connections', text: '0 / 0' },
    { figure: 21_464_600_000, bound: 10 * 2 ** 20, unit: 'bytes', text: '21.46 GB / 10MiB' },
    { figure: 999, bound: 2_500_000, unit: 'bytes', text: '999 B / 2.5 MB' },
    { figure: 2_499_999, bound: 2_500_000, unit: 'bytes/s', text: '2.499999 MB/s / 2.5 MB/s' },
    { figure: 1_500, bound: 1_500_000, unit: 'bytes', text: '1.5 kB / 1.5 MB' },
    { figure: 4_321.987, bound: 4_321.987, unit: 'ms', text: '4,321.987 ms / 4,321.987 ms' },
  ] as const)('$text', ({ figure, bound, unit, text }) => {
    expect(printed(figure, bound, unit)).toBe(text);
  });

  it('are rounded with a bound that was measured, but still told from it', () => {
    const third = 7_004 + 2 / 3;
    expect(decimalsFor([third], third, 'connections', true)).toBe(0);
    expect(decimalsFor([third + 0.01], third, 'connections', true)).toBe(2);
    expect(decimalsFor([third], third, 'connections')).toBe(9);
  });

  it('are printed alike only when they are alike', () => {
    const value = fc.integer({ min: 0, max: 1e7 }).map((thousandths) => thousandths / 1_000);
    fc.assert(
      fc.property(value, fc.oneof(value, fc.constant(null)), (figure, other) => {
        const bound = other ?? figure;
        const [left, right] = printed(figure, bound, 'ms').split(' / ');
        expect(left === right).toBe(figure === bound);
      }),
    );
  });
});

describe('formatInterval', () => {
  it('prints both ends in the unit of the figure', () => {
    expect(formatInterval(0.1849, 0.18964, 'share', 1)).toBe('[18.5, 19]');
    expect(formatInterval(950_000, 1_250_000, 'bytes', 2)).toBe('[950 kB, 1.25 MB]');
    expect(formatInterval(96_402.5, 1_234_567.25, 'connections', 1)).toBe('[96,402.5, 1,234,567.3]');
  });
});
