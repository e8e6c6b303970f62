/**
 * Figures as a sentence shows them: few digits, but always enough to tell each from the bound it is
 * compared with; thousands apart.
 */
import { formatBytes } from '../scenario/units.ts';
import { formatFixed, type Unit } from './format-number.ts';

/** More would be below the resolution of any result (a microsecond, one connection in 10^9). */
const DECIMALS_MAX = 9;

const BYTE_PREFIXES = ['', 'k', 'M', 'G', 'T'];

/** A number with its unit: "187.2 ms", "1.25%", "40/s", "12", "21.46 GB". */
export function formatFigure(value: number, unit: Unit, decimals: number): string {
  return `${formatDigits(value, unit, decimals)}${suffixOf(unit, value)}`;
}

/** "[184.9, 189.6]", in the unit of the figure before it; bytes have prefixes of their own. */
export function formatInterval(low: number, high: number, unit: Unit, decimals: number): string {
  if (isBytes(unit)) return `[${formatFigure(low, unit, decimals)}, ${formatFigure(high, unit, decimals)}]`;
  return `[${formatDigits(low, unit, decimals)}, ${formatDigits(high, unit, decimals)}]`;
}

/** A number that somebody wrote, with all the digits it was written with; bytes with a binary prefix where it fits. */
export function formatExact(value: number, unit: Unit): string {
  if (isBytes(unit) && value > 0 && value % 1024 === 0) return `${formatBytes(value)}${unit === 'bytes' ? '' : '/s'}`;
  return formatFigure(value, unit, DECIMALS_MAX);
}

/**
 * Decimals for about four digits of the largest figure, and more where fewer would mislead: a figure that reads like
 * the bound, like nothing or like everything without being it, or unlike the bound that it is.
 *
 * @param isBoundMeasured the bound is shown with as many decimals as the figures, not as somebody wrote it
 */
export function decimalsFor(figures: readonly number[], bound: number, unit: Unit, isBoundMeasured = false): number {
  const largest = Math.max(...[...figures, bound].map((value) => Math.abs(value) * scaleOf(unit, value)));
  const special = [bound, 0, ...(unit === 'share' ? [1] : [])];
  const misleads = (decimals: number): boolean => {
    // A figure that is the bound has to read like it, and a bound that somebody wrote is written out.
    const isBoundRounded = formatFigure(bound, unit, decimals) !== formatFigure(bound, unit, DECIMALS_MAX);
    if (!isBoundMeasured && isBoundRounded && figures.includes(bound)) return true;
    const looksLike = (figure: number, other: number): boolean => {
      return figure !== other && formatFigure(figure, unit, decimals) === formatFigure(other, unit, decimals);
    };
    return figures.some((figure) => special.some((other) => looksLike(figure, other)));
  };
  let decimals = largest >= 1_000 ? 0 : largest >= 100 ? 1 : largest >= 10 ? 2 : 3;
  while (decimals < DECIMALS_MAX && misleads(decimals)) decimals++;
  return decimals;
}

function formatDigits(value: number, unit: Unit, decimals: number): string {
  const [whole, fraction] = formatFixed(value * scaleOf(unit, value), decimals).split('.') as [
    string,
    string | undefined,
  ];
  const trimmed = fraction?.replace(/0+$/, '') ?? '';
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return trimmed === '' ? grouped : `${grouped}.${trimmed}`;
}

/** Shares are spoken of in percent, bytes with a prefix. */
function scaleOf(unit: Unit, value: number): number {
  if (isBytes(unit)) return 1 / 1_000 ** bytePrefix(value);
  return unit === 'share' ? 100 : 1;
}

function isBytes(unit: Unit): boolean {
  return unit === 'bytes' || unit === 'bytes/s';
}

/** Into `BYTE_PREFIXES`. */
function bytePrefix(value: number): number {
  return [1e3, 1e6, 1e9, 1e12].filter((size) => Math.abs(value) >= size).length;
}

function suffixOf(unit: Unit, value: number): string {
  switch (unit) {
    case 'ms':
      return ' ms';
    case 's':
      return ' s';
    case 'share':
      return '%';
    case 'bytes':
      return ` ${BYTE_PREFIXES[bytePrefix(value)]}B`;
    case 'bytes/s':
      return ` ${BYTE_PREFIXES[bytePrefix(value)]}B/s`;
    default:
      return unit.endsWith('/s') ? '/s' : '';
  }
}
