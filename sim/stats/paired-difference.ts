/**
 * The difference between two designs over the replications that both ran.
 *
 * Both met the same arrivals and faults in a replication (common random numbers), so what they share cancels in the
 * difference of the pair and the interval is narrower than from two separate samples. Source: Law, "Simulation Modeling
 * and Analysis", 5th edition, 10.2.1 and 11.2.
 */
import { type Estimate, studentInterval } from './student-interval.ts';

export interface PairedDifference extends Estimate {
  /** True when the interval excludes zero; null where there is no interval. */
  readonly isEstablished: boolean | null;
}

/**
 * @param values one for each replication; null where it has none
 * @param baselines of the same replications, in the same order
 * @returns value minus baseline; null where no replication has both
 */
export function pairedDifference(
  values: readonly (number | null)[],
  baselines: readonly (number | null)[],
  confidence: number,
): PairedDifference | null {
  if (values.length !== baselines.length)
    throw new RangeError(`${values.length} values cannot be paired with ${baselines.length}`);
  const differences: number[] = [];
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    const baseline = baselines[index]!;
    if (value !== null && baseline !== null) differences.push(value - baseline);
  }
  const estimate = studentInterval(differences, confidence);
  if (estimate === null) return null;
  const { low, high } = estimate;
  return { ...estimate, isEstablished: low === null || high === null ? null : low > 0 || high < 0 };
}
