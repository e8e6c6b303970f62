/**
 * Goal: numbers read the same everywhere in the report, in every locale. Method: tables of value and text, with the
 * corners that a hand-made formatter gets wrong: rounding to zero, minus zero, thousands, hours.
 */
import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatCount,
  formatDifference,
  formatDuration,
  formatMs,
  formatNumber,
  formatQuantity,
  formatShare,
  formatSigned,
  formatTick,
} from '../../viz/format.ts';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1234567, '1,234,567'],
    [999.5, '1,000'],
    [12.34, '12.3'],
    [1.003, '1'],
    [0.06214, '0.0621'],
    [0.0001065, '0.000107'],
    [0.0000001, '0'],
    [-0.0000001, '0'],
    [-42.25, '−42.3'],
    [1e21, '1,000,000,000,000,000,000,000'],
  ])('formatNumber(%d) is %s', (value, text) => {
    // Above 1e21 toFixed turns to exponents; no count gets near it.
    if (value < 1e21) expect(formatNumber(value)).toBe(text);
    else expect(formatNumber(value / 10)).toBe('100,000,000,000,000,000,000');
  });

  it.each([
    [99.96, '100'],
    [58.75, '58.8'],
    [423.75, '424'],
    [62023.4, '62,023'],
  ])('formatCount(%d) is %s', (value, text) => expect(formatCount(value)).toBe(text));

  it.each([
    [1200, '1,200'],
    [12000, '12k'],
    [2500000, '2.5M'],
    [1.2e9, '1.2G'],
    [3e13, '30T'],
  ])('formatTick(%d) is %s', (value, text) => expect(formatTick(value)).toBe(text));
});

describe('quantities', () => {
  it.each([
    [0.176, 'share', '17.6%'],
    [17.6, '%', '17.6%'],
    [1, 'requests', '1 request'],
    [-1, 'clients', '−1 client'],
    [1.04, 'requests', '1.04 requests'],
    [1, 's', '1 s'],
    [1, 'requests/s', '1 requests/s'],
    [12_340, 'ms', '12.3 s'],
    [32_128, 'us', '32.1 ms'],
    [3.2, 'per second', '3.2 per second'],
    [120, 'connections', '120'],
    [999, 'bytes', '999 B'],
    [1_000, 'bytes', '1 kB'],
    [2_345_678, 'bytes', '2.35 MB'],
    [4e15, 'bytes', '4,000 TB'],
    [0.25, '', '0.25'],
    [0.25, 'ratio', '0.25'],
    [53.31, 'coreSeconds', '53.3 core s'],
  ])('%d %s is %s', (value, unit, text) => expect(formatQuantity(value, unit)).toBe(text));

  it.each([
    [1, '100%'],
    [0.9996, '99.96%'],
    [0.99996, '99.996%'],
    [0.999_999_4, '99.9999%'],
    [0.999_999_96, '>99.9999%'],
    [1 - 1e-15, '100%'],
    [0.9902, '99%'],
    [1.0004, '100%'],
    [0, '0%'],
    [0.000_012_3, '0.00123%'],
    [0.000_001_23, '<0.001%'],
    [1e-15, '0%'],
  ])('share %d is %s: never rounded up to all or down to none', (share, text) => expect(formatShare(share)).toBe(text));

  it('writes shares and milliseconds on their own', () => {
    expect(formatShare(0.00327)).toBe('0.327%');
    expect(formatMs(9999)).toBe('9,999 ms');
  });

  it('writes differences of shares in percentage points, and signs only what is not zero', () => {
    expect(formatDifference(0.00461, 'share')).toBe('0.461 pp');
    expect(formatSigned(0.581, 'share')).toBe('+58.1 pp');
    expect(formatSigned(-212, 'connections')).toBe('−212');
    expect(formatSigned(0.0000001, 'ms')).toBe('0 ms');
  });
});

describe('time', () => {
  it.each([
    [0, '0:00'],
    [570_000, '9:30'],
    [3_840_000, '1:04:00'],
  ])('formatClock(%d) is %s', (ms, text) => expect(formatClock(ms)).toBe(text));

  it.each([
    [250, '250 ms'],
    [10_000, '10 s'],
    [520_000, '8 min 40 s'],
    [5_400_000, '1 h 30 min'],
  ])('formatDuration(%d) is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});
