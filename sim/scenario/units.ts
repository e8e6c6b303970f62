/**
 * Numbers with their units, as a scenario writes them: `1h30m`, `2k/s`, `80%`, `4x`, `10k`.
 *
 * A parser gives the number in its base unit (microseconds, per second, a fraction, a factor, a count), or `null` for
 * text that is not of its form or is too large to be exact. Decimals are scaled in the text, not by multiplication, so
 * `1.001s` is 1,001,000 us to the last bit. Each format function is the inverse of its parser: parse(format(x)) = x.
 */

/** Patterns of the forms, for the JSON schema; a parser accepts nothing that its pattern does not. */
export const DURATION_PATTERN = /^(\d+(\.\d+)?\s?(us|µs|ms|s|min|m|h|d)\s?)+$/;
export const RATE_PATTERN = /^\d+(\.\d+)?\s?[kMG]?\s?\/\s?(s|min|m|h|d)$/;
export const PERCENT_PATTERN = /^\d+(\.\d+)?\s?%$/;
export const MULTIPLE_PATTERN = /^\d+(\.\d+)?\s?x$/;
export const COUNT_PATTERN = /^\d+(\.\d+)?[kMG]$/;
export const BYTES_PATTERN = /^\d+(\.\d+)?\s?([kMGT]?B|[KMGT]iB)$/;
export const BYTE_RATE_PATTERN = /^\d+(\.\d+)?\s?([kMGT]?B|[KMGT]iB)\s?\/\s?(s|min|m|h|d)$/;

/** A unit as factor x 10^exponent of the base unit: the power of ten is applied to the decimal text, exactly. */
interface Scale {
  readonly exponent: number;
  readonly factor: number;
}

const DURATION_UNITS: ReadonlyMap<string, Scale> = new Map([
  ['us', { exponent: 0, factor: 1 }],
  ['µs', { exponent: 0, factor: 1 }],
  ['ms', { exponent: 3, factor: 1 }],
  ['s', { exponent: 6, factor: 1 }],
  ['m', { exponent: 6, factor: 60 }],
  ['min', { exponent: 6, factor: 60 }],
  ['h', { exponent: 6, factor: 3_600 }],
  ['d', { exponent: 6, factor: 86_400 }],
]);

const SECONDS_PER: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['min', 60],
  ['h', 3_600],
  ['d', 86_400],
]);

const DECIMAL_PREFIXES: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
]);

/**
 * Microseconds, not rounded (a parameter of a distribution may lie between two); units must
 * fall (`1h30m`, never `30m1h`).
 */
export function parseDurationUs(text: string): number | null {
  if (!DURATION_PATTERN.test(text)) return null;
  let totalUs = 0;
  let lastUnitUs = Number.POSITIVE_INFINITY;
  for (const [, digits, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s?(us|µs|ms|s|min|m|h|d)/g)) {
    const scale = DURATION_UNITS.get(unit!)!;
    const unitUs = scale.factor * 10 ** scale.exponent;
    if (unitUs >= lastUnitUs) return null;
    lastUnitUs = unitUs;
    totalUs += Number(`${digits}e${scale.exponent}`) * scale.factor;
  }
  return totalUs <= Number.MAX_SAFE_INTEGER ? totalUs : null;
}

export function formatDurationUs(us: number): string {
  if (!Number.isInteger(us)) return `${plainDecimal(us)}us`;
  if (us < 1_000) return us === 0 ? '0s' : `${us}us`;
  if (us < 1_000_000) return `${shiftPoint(us, -3)}ms`;
  const hours = Math.floor(us / 3_600_000_000);
  const minutes = Math.floor((us % 3_600_000_000) / 60_000_000);
  const rest = us % 60_000_000;
  return `${hours > 0 ? `${hours}h` : ''}${minutes > 0 ? `${minutes}m` : ''}${rest > 0 ? `${shiftPoint(rest, -6)}s` : ''}`;
}

/** Per second. */
export function parseRatePerSecond(text: string): number | null {
  const match = RATE_PATTERN.test(text) ? /^([\d.]+)\s?([kMG]?)\s?\/\s?(\w+)$/.exec(text) : null;
  if (match === null) return null;
  return safe(Number(`${match[1]}e${DECIMAL_PREFIXES.get(match[2]!)!}`) / SECONDS_PER.get(match[3]!)!);
}

export function formatRatePerSecond(perSecond: number): string {
  return `${plainDecimal(perSecond)}/s`;
}

/** A fraction: `80%` is 0.8. */
export function parsePercent(text: string): number | null {
  return PERCENT_PATTERN.test(text) ? safe(Number(`${text.slice(0, -1).trimEnd()}e-2`)) : null;
}

export function formatPercent(fraction: number): string {
  return `${shiftPoint(fraction, 2)}%`;
}

/** A factor: `4x` is 4. */
export function parseMultiple(text: string): number | null {
  return MULTIPLE_PATTERN.test(text) ? safe(Number(text.slice(0, -1).trimEnd())) : null;
}

export function formatMultiple(factor: number): string {
  return `${plainDecimal(factor)}x`;
}

/** A whole number with a decimal prefix: `10k`, `1.5M`. */
export function parseCount(text: string): number | null {
  if (!COUNT_PATTERN.test(text)) return null;
  const count = safe(Number(`${text.slice(0, -1)}e${DECIMAL_PREFIXES.get(text.slice(-1))!}`));
  return Number.isInteger(count) ? count : null;
}

/** Bytes by unit: decimal prefixes (SI) and binary ones (IEC 80000-13). */
const BYTES_PER: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['kB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
  ['TB', 1e12],
  ['KiB', 2 ** 10],
  ['MiB', 2 ** 20],
  ['GiB', 2 ** 30],
  ['TiB', 2 ** 40],
]);

/** Whole bytes, to the nearest: `2 KiB` is 2048, `1.5kB` is 1500. */
export function parseBytes(text: string): number | null {
  if (!BYTES_PATTERN.test(text)) return null;
  const [, digits, unit] = /^([\d.]+)\s?(\w+)$/.exec(text)!;
  return safe(Math.round(Number(digits) * BYTES_PER.get(unit!)!));
}

/** In the largest binary unit that it is a whole number of. */
export function formatBytes(bytes: number): string {
  for (const unit of ['TiB', 'GiB', 'MiB', 'KiB']) {
    const size = BYTES_PER.get(unit)!;
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return `${bytes}B`;
}

/** Bytes per second: `10 MiB/s`. */
export function parseBytesPerSecond(text: string): number | null {
  if (!BYTE_RATE_PATTERN.test(text)) return null;
  const [, digits, unit, time] = /^([\d.]+)\s?(\w+)\s?\/\s?(\w+)$/.exec(text)!;
  return safe((Number(digits) * BYTES_PER.get(unit!)!) / SECONDS_PER.get(time!)!);
}

/** What is left of a number that a double cannot hold to the unit is not what the author wrote. */
function safe(value: number): number | null {
  return value <= Number.MAX_SAFE_INTEGER ? value : null;
}

/** The shortest decimal that reads back as the same number, never in exponent form. */
export function plainDecimal(value: number): string {
  return shiftPoint(value, 0);
}

/** `value x 10^places` as text, by moving the point in its shortest decimal: no rounding. */
function shiftPoint(value: number, places: number): string {
  if (value === 0) return '0';
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
  const digits = mantissa.replace('.', '');
  const pointAt = 1 + Number(exponent) + places;
  if (pointAt <= 0) return `0.${'0'.repeat(-pointAt)}${digits}`.replace(/\.?0+$/, '') || '0';
  if (pointAt >= digits.length) return digits + '0'.repeat(pointAt - digits.length);
  return `${digits.slice(0, pointAt)}.${digits.slice(pointAt)}`;
}
