/** Arithmetic on the samples of a series, which end where a run was cut short: null is no sample, never 0. */
import type { Samples } from '../../sim/metrics/experiment-result.ts';

export function known(values: Samples): number[] {
  return values.filter((value) => value !== null);
}

export function sumOf(values: Samples): number {
  return known(values).reduce((a, b) => a + b, 0);
}

/** 0 of nothing. */
export function meanOf(values: Samples): number {
  return sumOf(values) / Math.max(1, known(values).length);
}

/** Sums across series of equal length, sample by sample; null where one of them has none. */
export function addSamples(rows: readonly Samples[]): (number | null)[] {
  return (rows[0] ?? []).map((_, t) => {
    const values = known(rows.map((row) => row[t]!));
    return values.length === rows.length ? sumOf(values) : null;
  });
}
