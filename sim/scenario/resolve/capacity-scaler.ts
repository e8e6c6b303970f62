/** Capacity scalers: 0, or 0.1 to 1, as a fraction or a percentage. */
import type { Reporter } from '../document/reporter.ts';
import { parsePercent } from '../units.ts';

/** Compute API, backends[].capacityScaler: "0 or 0.1 to 1.0". */
const LEAST_ABOVE_ZERO = 0.1;

/** `null` after a fault, which is reported. */
export function resolveCapacityScaler(
  input: number | string,
  path: readonly string[],
  reporter: Reporter,
): number | null {
  const scaler = typeof input === 'number' ? input : parsePercent(input)!;
  if (scaler === 0 || (scaler >= LEAST_ABOVE_ZERO && scaler <= 1)) return scaler;
  reporter.error(path, `a capacity scaler is 0, or from 0.1 to 1; got ${input}`);
  return null;
}
