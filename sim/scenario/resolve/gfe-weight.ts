/**
 * Weights of GFEs in the lookup tables: 0 to 10 times the ordinary one, in whole
 * hundredths, as a number or a percentage.
 */
import type { Reporter } from '../document/reporter.ts';
import { parsePercent } from '../units.ts';

/** Assumption: beyond this, what is meant is other machines, not another weight. */
const WEIGHT_MAX = 10;

/** `null` after a fault, which is reported. */
export function resolveGfeWeight(input: number | string, path: readonly string[], reporter: Reporter): number | null {
  const weight = typeof input === 'number' ? input : parsePercent(input)!;
  const hundredths = Math.round(weight * 100);
  if (weight <= WEIGHT_MAX && Math.abs(weight * 100 - hundredths) < 1e-9) return hundredths / 100;
  reporter.error(path, `a weight is 0 to ${WEIGHT_MAX} times the ordinary one, in whole percent; got ${input}`);
  return null;
}
