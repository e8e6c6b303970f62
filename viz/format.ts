/**
 * Numbers as people read them, the same in every chart, caption and table. Never the locale's: a
 * report is the same bytes everywhere.
 */

const MINUS = '−';

/** "1234567" to "1,234,567". */
function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Below this a figure is rounding of the arithmetic, not a result. */
const NOTHING = 1e-6;
/** Smaller shares are written as less than this. */
const LEAST_PERCENT = 0.001;
/** Decimals of a percentage that is almost 100, at most: one connection in a million. */
const MOST_NINES = 4;

/** Three significant digits at least, no exponent, grouped thousands. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const decimals = size < NOTHING || size >= 100 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(size)));
  const [whole, fraction] = size.toFixed(decimals).split('.') as [string, string | undefined];
  const trimmed = fraction?.replace(/0+$/, '') ?? '';
  const text = trimmed === '' ? group(whole) : `${group(whole)}.${trimmed}`;
  return value < 0 && text !== '0' ? `${MINUS}${text}` : text;
}

/** Whole counts; a mean over replications below 100 keeps one decimal. */
export function formatCount(value: number): string {
  const rounded = Math.abs(value) < 100 ? Math.round(value * 10) / 10 : Math.round(value);
  return formatNumber(rounded);
}

/** Short form for axis ticks: 1,200 stays, 12,000 is 12k, 1,200,000 is 1.2M, then G and T. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e12) return `${formatNumber(value / 1e12)}T`;
  if (size >= 1e9) return `${formatNumber(value / 1e9)}G`;
  if (size >= 1e6) return `${formatNumber(value / 1e6)}M`;
  if (size >= 1e4) return `${formatNumber(value / 1e3)}k`;
  return formatNumber(value);
}

/** Decimal prefixes: "1.23 GB". */
export function formatBytes(value: number): string {
  const power = [1e3, 1e6, 1e9, 1e12].filter((size) => Math.abs(value) >= size).length;
  return `${formatNumber(value / 10 ** (3 * power))} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`;
}

export function formatShare(share: number): string {
  return formatPercent(share * 100);
}

/** What is not nothing never reads 0%, and what is not everything never 100%: 99.96%, >99.9999%, <0.001%. */
function formatPercent(percent: number): string {
  if (percent >= NOTHING && percent < LEAST_PERCENT) return `<${LEAST_PERCENT}%`;
  if (percent <= 99 || percent >= 100) return `${formatNumber(percent)}%`;
  for (let decimals = 1; decimals <= MOST_NINES; decimals++) {
    const text = percent.toFixed(decimals);
    if (!text.startsWith('100')) return `${text.replace(/\.?0+$/, '')}%`;
  }
  return 100 - percent < NOTHING ? '100%' : `>${(100 - 10 ** -MOST_NINES).toFixed(MOST_NINES)}%`;
}

export function formatMs(ms: number): string {
  return Math.abs(ms) >= 10_000 ? `${formatNumber(ms / 1000)} s` : `${formatNumber(ms)} ms`;
}

/** Time into the run: "9:30" is nine and a half minutes; "1:04:00" above an hour. */
export function formatClock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** An instant to the millisecond: "16:40.002". */
export function formatInstant(ms: number): string {
  const whole = Math.floor(ms);
  return `${formatClock(whole - (whole % 1000))}.${String(whole % 1000).padStart(3, '0')}`;
}

/** A length of time in words: "40 min", "10 s", "1 h 30 min". */
export function formatDuration(ms: number): string {
  if (ms < 1000) return formatMs(ms);
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** A value in the unit that the result names. */
export function formatQuantity(value: number, unit: string): string {
  if (unit === 'ms') return formatMs(value);
  if (unit === 'us') return formatMs(value / 1000);
  if (unit === 'share' || unit === 'fraction') return formatShare(value);
  if (unit === '%') return formatPercent(value);
  if (unit === '' || unit === 'ratio') return formatNumber(value);
  if (unit === 'connections') return formatCount(value);
  if (unit === 'bytes') return formatBytes(value);
  if (unit === 'coreSeconds') return `${formatNumber(value)} core s`;
  const text = formatNumber(value);
  return `${text} ${unitFor(text, unit)}`;
}

/** The plural units count things: of one there is a singular. */
function unitFor(figure: string, unit: string): string {
  return /^−?1$/.test(figure) && /^[a-z]{2,}s$/i.test(unit) ? unit.slice(0, -1) : unit;
}

/** A difference in the unit of its values: shares differ by percentage points. */
export function formatDifference(value: number, unit: string): string {
  if (unit === 'share' || unit === 'fraction') return `${formatNumber(value * 100)} pp`;
  if (unit === '%') return `${formatNumber(value)} pp`;
  return formatQuantity(value, unit);
}

/** A difference with an explicit sign. */
export function formatSigned(value: number, unit: string): string {
  const text = formatDifference(value, unit);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/**
 * A difference from the baseline as a summary gives it; `isEstablished` null: of one replication, without an interval.
 */
interface ChangeFigures {
  readonly difference: number | null;
  readonly isEstablished: boolean | null;
  readonly unit: string;
}

const NOT_ESTABLISHED = '~';

/**
 * "+49.8 ms"; "~" where the replications establish none; "+49.8 ms (point)" where one replication cannot
 * tell; empty without a difference.
 *
 * @param interval what to add to an established difference
 */
export function formatChange({ difference, isEstablished, unit }: ChangeFigures, interval = ''): string {
  if (difference === null) return '';
  if (isEstablished === false) return NOT_ESTABLISHED;
  return isEstablished === null
    ? `${formatSigned(difference, unit)} (point)`
    : formatSigned(difference, unit) + interval;
}
