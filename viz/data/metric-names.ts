/** Metric names of the summary as words. Names are the columns' own: camelCase. */

/** "latencyP50" is "latency p50"; "latencyP999" is "latency p99.9". */
export function metricWords(metric: string): string {
  return metric
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/\bP(\d\d)(\d+)\b/g, 'p$1.$2')
    .replace(/[_/.-]+(?=\D)/g, ' ')
    .toLowerCase()
    .trim();
}

/** For captions, because the pictures beside them show means over replications. */
export const PEAK_MEANING =
  'A peak is the highest interval of the measured time in each replication, mean over replications.';
