/**
 * How the world's traffic is divided over its metros.
 */
import { UnknownPlacesError } from './select.ts';
import type { Metro } from './world-data.ts';

/**
 * By internet users, equally, or by explicit weights (metro id -> any number not below 0); a metro without an
 * explicit weight has no traffic.
 */
export type MetroWeights = 'internetUsers' | 'equal' | Readonly<Record<string, number>>;

/**
 * Shares of the metros, in their order, summing to 1 [metroCount].
 *
 * @throws UnknownPlacesError if a weight names a metro that is not among them; RangeError if the
 *   weights have no positive sum
 */
export function metroSharesOf(metros: readonly Metro[], metroWeights: MetroWeights): number[] {
  const weights = weightsOf(metros, metroWeights);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0) || weights.some((weight) => weight < 0))
    throw new RangeError('metro weights are at least 0 and have a positive sum');
  return weights.map((weight) => weight / sum);
}

function weightsOf(metros: readonly Metro[], metroWeights: MetroWeights): number[] {
  if (metroWeights === 'equal') return metros.map(() => 1);
  if (metroWeights === 'internetUsers') return metros.map((metro) => metro.internetUsers);
  const known = new Set(metros.map((metro) => metro.id));
  const unknown = Object.keys(metroWeights).filter((id) => !known.has(id));
  if (unknown.length > 0) throw new UnknownPlacesError('metro', unknown);
  return metros.map((metro) => metroWeights[metro.id] ?? 0);
}
