/** The median with its quartiles, "0.86 (0.84 - 0.91)"; alone where there is one value, or all are the same. */
import type { Spread } from '../measure/spread.ts';

export function spreadText({ median, lowerQuartile, upperQuartile }: Spread, digits: number): string {
  if (lowerQuartile === upperQuartile) return median.toFixed(digits);
  return `${median.toFixed(digits)} (${lowerQuartile.toFixed(digits)} - ${upperQuartile.toFixed(digits)})`;
}

/** A ratio, with decimals while they mean something. */
export function ratioText(spread: Spread): string {
  return spreadText(spread, spread.median < 10 ? 2 : 0);
}
