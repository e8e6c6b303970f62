/**
 * Figures as a sentence shows them: few digits, but always enough to tell each from the bound it is compared with.
 */
import { formatFixed, type Unit } from './format-number.ts';

/** More would be below the resolution of any result (a microsecond, one connection in 10^9). */
const DECIMALS_MAX = 9;

/** People write bounds with few digits; a printed bound that is further off than this would be another one. */
const BOUND_ERROR_MAX = 1e-6;

/** A number with its unit: "187.2 ms", "1.25%", "40/s", "12". */
export function formatFigure(value: number, unit: Unit, decimals: number): string {
  return `${formatDigits(value, unit, decimals)}${suffixOf(unit)}`;
}

/** "[184.9, 189.6]", in the unit of the figure before it. */
export function formatInterval(low: number, high: number, unit: Unit, decimals: number): string {
  return `[${formatDigits(low, unit, decimals)}, ${formatDigits(high, unit, decimals)}]`;
}

/**
 * Decimals for about four digits of the largest figure, and more where fewer would mislead: a bound that reads as another one, a figure
 * that reads like the bound without being it, or like zero.
 */
export function decimalsFor(figures: readonly number[], bound: number, unit: Unit): number {
  const largest = Math.max(...[...figures, bound].map((value) => Math.abs(value) * scaleOf(unit)));
  let decimals = largest >= 1_000 ? 0 : largest >= 100 ? 1 : largest >= 10 ? 2 : 3;
  while (decimals < DECIMALS_MAX && misleads(figures, bound, unit, decimals)) decimals++;
  return decimals;
}

function misleads(figures: readonly number[], bound: number, unit: Unit, decimals: number): boolean {
  const limit = formatDigits(bound, unit, decimals);
  if (Math.abs(Number(limit) - bound * scaleOf(unit)) > BOUND_ERROR_MAX * Math.abs(bound * scaleOf(unit))) return true;
  return figures.some((figure) => {
    const text = formatDigits(figure, unit, decimals);
    return (figure !== bound && text === limit) || (figure !== 0 && text === '0');
  });
}

function formatDigits(value: number, unit: Unit, decimals: number): string {
  const text = formatFixed(value * scaleOf(unit), decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Shares are spoken of in percent. */
function scaleOf(unit: Unit): number {
  return unit === 'share' ? 100 : 1;
}

function suffixOf(unit: Unit): string {
  switch (unit) {
    case 'ms':
      return ' ms';
    case 's':
      return ' s';
    case 'share':
      return '%';
    case 'connections/s':
      return '/s';
    default:
      return '';
  }
}
