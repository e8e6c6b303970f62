/** Rows of `latency.csv`: the buckets of each distribution. */
import type { TableRow } from '../../../sim/metrics/columns.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';

export function latencyRows({ latency, places }: ExperimentResult): TableRow<'latency.csv'>[] {
  return latency.flatMap(({ designId, metroIndex, buckets }) => {
    const metro = metroIndex < 0 ? null : places.metros[metroIndex]!.id;
    return buckets.map((bucket) => ({ design: designId, metro, ...bucket }));
  });
}
