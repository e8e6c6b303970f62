/**
 * How evenly an assignment spreads keys, against what the weights ask for.
 *
 * Overprovision and underprovision as in the Maglev paper, section 5.3: the greatest and the least share, each against
 * the fair one. A backend has to be provisioned for its greatest share.
 */
import type { Backend } from '../backend.ts';
import { countSlots } from '../lookup-table.ts';

export interface BackendBalance {
  readonly name: string;
  readonly weight: number;
  /** Slots or sampled keys that the backend owns. */
  readonly count: number;
  /** 0 .. 1 of all keys. */
  readonly share: number;
  /** Its weight over the sum of weights. */
  readonly fairShare: number;
  /** share / fairShare - 1; null for a backend of weight 0. */
  readonly deviation: number | null;
}

export interface Balance {
  readonly keyCount: number;
  readonly backends: readonly BackendBalance[];
  /** Greatest deviation, as a fraction: 0.297 is 29.7% more than fair. */
  readonly overprovision: number;
  /** Least deviation: negative, -1 where a backend gets nothing. */
  readonly underprovision: number;
  /** Root mean square of the deviations: their relative standard deviation. */
  readonly relativeDeviation: number;
}

/** @param owners key -> index in `backends`, or `UNCLAIMED` */
export function measureBalance(owners: Int32Array, backends: readonly Backend[]): Balance {
  const counts = countSlots(owners, backends.length);
  const weightSum = backends.reduce((sum, backend) => sum + backend.weight, 0);
  const rows = backends.map(({ name, weight }, index): BackendBalance => {
    const count = counts[index]!;
    const share = owners.length === 0 ? 0 : count / owners.length;
    const fairShare = weightSum === 0 ? 0 : weight / weightSum;
    return { name, weight, count, share, fairShare, deviation: weight === 0 ? null : share / fairShare - 1 };
  });
  const deviations = rows.flatMap(({ deviation }) => (deviation === null ? [] : [deviation]));
  return { keyCount: owners.length, backends: rows, ...spreadOf(deviations) };
}

function spreadOf(deviations: readonly number[]): Omit<Balance, 'keyCount' | 'backends'> {
  if (deviations.length === 0) return { overprovision: 0, underprovision: 0, relativeDeviation: 0 };
  let greatest = deviations[0]!;
  let least = deviations[0]!;
  let squares = 0;
  for (const deviation of deviations) {
    greatest = Math.max(greatest, deviation);
    least = Math.min(least, deviation);
    squares += deviation * deviation;
  }
  return {
    overprovision: greatest,
    underprovision: least,
    relativeDeviation: Math.sqrt(squares / deviations.length),
  };
}
