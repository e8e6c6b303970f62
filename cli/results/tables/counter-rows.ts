/**
 * Rows of `counters.csv`: by design, counter and interval; no row for an interval that an interrupted run did not end.
 */
import type { TableRow } from '../../../sim/metrics/columns.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';

export function counterRows({ counters, series }: ExperimentResult): TableRow<'counters.csv'>[] {
  return counters.flatMap(({ designId, counter, unit, values }) => {
    const { timesMs } = series.find((design) => design.designId === designId)!;
    return values.flatMap((value, interval) => {
      if (value === null) return [];
      return [{ design: designId, timeSeconds: timesMs[interval]! / 1_000, counter, unit, value }];
    });
  });
}
