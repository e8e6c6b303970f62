/**
 * Goal: numbers with units are read exactly, and refused when they are not of their form.
 * Method: tables of both; the property parse(format(x)) = x; agreement of each parser with its published pattern.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as units from '../../../sim/scenario/units.ts';

describe('sizes', () => {
  it.each([
    ['0B', 0],
    ['512 B', 512],
    ['2 KiB', 2_048],
    ['1.5kB', 1_500],
    ['100 kB', 100_000],
    ['1.5 MiB', 1_572_864],
    ['3GB', 3_000_000_000],
    ['1 TiB', 2 ** 40],
    ['0.3 KiB', 307],
  ])('%s', (text, bytes) => expect(units.parseBytes(text)).toBe(bytes));

  it.each(['', '5', 'KiB', '2 KB', '2 kiB', '2 Kib', '-1B', '1e3 B', '2  KiB', '99999 TiB', '2 KiB/s'])(
    '%j is refused',
    (text) => {
      expect(units.parseBytes(text)).toBeNull();
    },
  );

  it('whole bytes survive writing and reading', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.maxSafeNat(),
          fc.nat(4_000).map((n) => n * 2 ** 20),
        ),
        (bytes) => {
          expect(units.parseBytes(units.formatBytes(bytes))).toBe(bytes);
          expect(units.formatBytes(bytes)).toMatch(units.BYTES_PATTERN);
        },
      ),
    );
  });

  it.each([
    ['10 MiB/s', 10 * 2 ** 20],
    ['1kB/s', 1_000],
    ['6 kB / min', 100],
    ['0B/s', 0],
  ])('%s', (text, perSecond) => expect(units.parseBytesPerSecond(text)).toBe(perSecond));

  it.each(['', '10 MiB', '10/s', '10 M/s', '1 MB/ms'])('%j is no rate of bytes', (text) => {
    expect(units.parseBytesPerSecond(text)).toBeNull();
  });
});

describe('durations', () => {
  it.each([
    ['0s', 0],
    ['1us', 1],
    ['1µs', 1],
    ['250ms', 250_000],
    ['30s', 30_000_000],
    ['2 min', 120_000_000],
    ['2m', 120_000_000],
    ['1h30m', 5_400_000_000],
    ['1h 30m 5s', 5_405_000_000],
    ['1.001s', 1_001_000],
    ['0.1s', 100_000],
    ['12.5us', 12.5],
    ['1.5h', 5_400_000_000],
    ['7d', 604_800_000_000],
  ])('%s', (text, us) => expect(units.parseDurationUs(text)).toBe(us));

  it.each([
    '',
    '30',
    's',
    '-1s',
    '+1s',
    '1.s',
    '.5s',
    '1e3s',
    '1x',
    '1h1h',
    '1m1h',
    '1s1m',
    '1 h  30 m',
    'NaN',
    'Infinity',
    '1,5s',
    '9e99h',
    '99999999999h',
  ])('%j is refused', (text) => expect(units.parseDurationUs(text)).toBeNull());

  it('whole microseconds survive writing and reading', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.maxSafeNat(),
          fc.nat(10_000_000),
          fc.nat(1_000).map((n) => n * 60_000_000),
        ),
        (us) => {
          expect(units.parseDurationUs(units.formatDurationUs(us))).toBe(us);
        },
      ),
    );
  });

  it('fractions of a microsecond survive to the last bit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (us) => {
        expect(units.parseDurationUs(units.formatDurationUs(us))).toBe(us);
      }),
    );
  });

  it('are written as a person would', () => {
    const written = [0, 7, 1_500, 250_000, 1_000_000, 1_500_000, 90_000_000, 5_400_000_000, 86_400_000_000];
    expect(written.map(units.formatDurationUs)).toEqual([
      '0s',
      '7us',
      '1.5ms',
      '250ms',
      '1s',
      '1.5s',
      '1m30s',
      '1h30m',
      '24h',
    ]);
  });
});

describe('rates', () => {
  it.each([
    ['40/s', 40],
    ['2k/s', 2_000],
    ['120/min', 2],
    ['120/m', 2],
    ['1.8M/h', 500],
    ['86.4k/d', 1],
    ['0.5 / s', 0.5],
    ['1G/s', 1e9],
  ])('%s', (text, perSecond) => expect(units.parseRatePerSecond(text)).toBe(perSecond));

  it.each(['40', '40/', '/s', '40/ms', '40 per s', '-4/s', '4K/s', '99999999999999999/s'])('%j is refused', (text) =>
    expect(units.parseRatePerSecond(text)).toBeNull(),
  );

  it('survive writing and reading', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e15, noNaN: true }), (perSecond) => {
        expect(units.parseRatePerSecond(units.formatRatePerSecond(perSecond))).toBe(perSecond);
      }),
    );
  });
});

describe('percentages, multiples, counts', () => {
  it.each([
    ['80%', 0.8],
    ['99.9 %', 0.999],
    ['0%', 0],
    ['110%', 1.1],
  ])('%s', (text, fraction) => expect(units.parsePercent(text)).toBe(fraction));

  it.each([
    ['4x', 4],
    ['1.5 x', 1.5],
    ['0x', 0],
  ])('%s', (text, factor) => expect(units.parseMultiple(text)).toBe(factor));

  it.each([
    ['10k', 10_000],
    ['1.5M', 1_500_000],
    ['2G', 2_000_000_000],
    ['0.25k', 250],
  ])('%s', (text, count) => expect(units.parseCount(text)).toBe(count));

  it('half a connection is refused', () => expect(units.parseCount('0.0005k')).toBeNull());

  it.each(['80', '%', '-5%', '5 percent'])('%j is no percentage', (text) =>
    expect(units.parsePercent(text)).toBeNull(),
  );

  it.each(['4', 'x4', '-4x', '4X'])('%j is no multiple', (text) => expect(units.parseMultiple(text)).toBeNull());

  it.each(['10', '10K', '10 k', 'k', '-1k'])('%j is no count with a prefix', (text) =>
    expect(units.parseCount(text)).toBeNull(),
  );

  it.each([
    [0, '0%'],
    [0.05, '5%'],
    [0.125, '12.5%'],
    [0.0004, '0.04%'],
    [1, '100%'],
    [12, '1200%'],
  ])('%d is written %s', (fraction, text) => expect(units.formatPercent(fraction)).toBe(text));

  it('survive writing and reading', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (value) => {
        expect(units.parsePercent(units.formatPercent(value))).toBe(value);
        expect(units.parseMultiple(units.formatMultiple(value))).toBe(value);
      }),
    );
  });
});

it('no parser takes what its pattern refuses, so an editor never refuses what the tool takes', () => {
  const parsers = [
    [units.DURATION_PATTERN, units.parseDurationUs],
    [units.RATE_PATTERN, units.parseRatePerSecond],
    [units.PERCENT_PATTERN, units.parsePercent],
    [units.MULTIPLE_PATTERN, units.parseMultiple],
    [units.COUNT_PATTERN, units.parseCount],
  ] as const;
  const piece = fc.constantFrom(
    '1',
    '0.5',
    '30',
    's',
    'ms',
    'm',
    'h',
    'k',
    'M',
    '/',
    '/s',
    '%',
    'x',
    ' ',
    '.',
    '-',
    'e',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.join('');
      for (const [pattern, parse] of parsers) if (!pattern.test(text)) expect(parse(text)).toBeNull();
    }),
    { numRuns: 2_000 },
  );
});
