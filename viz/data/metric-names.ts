/** Metric names of the summary as words, and which of them lead the comparison. Names are the columns' own: camelCase. */

/** "latencyP50" is "latency p50"; "latencyP999" is "latency p99.9". */
export function metricWords(metric: string): string {
  return metric
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/\bP(\d\d)(\d+)\b/g, 'p$1.$2')
    .replace(/[_/.-]+(?=\D)/g, ' ')
    .toLowerCase()
    .trim();
}

/** What a traffic engineer asks first, in this order; each pattern takes the first metric that fits and is not taken yet. */
const LEADING = [
  /^share\(?completed|^completed ?share/i,
  /p50/i,
  /p99(?!\.?9)/i,
  /^share\(?spilled|^spilled ?share/i,
  /^moved|broken/i,
  /^dropped(?! ?share)/i,
  /peak ?util|max.*util/i,
  /imbalance/i,
];

export function leadingMetrics(metrics: readonly string[], most: number): string[] {
  const taken: string[] = [];
  for (const pattern of LEADING) {
    const found = metrics.find((metric) => !taken.includes(metric) && pattern.test(metric));
    if (found !== undefined) taken.push(found);
  }
  const rest = metrics.filter((metric) => !taken.includes(metric));
  return [...taken, ...rest].slice(0, Math.min(most, Math.max(taken.length, 4)));
}

/** For captions, because the pictures beside them show means over replications. */
export const PEAK_MEANING =
  'A peak is the highest interval of the measured time in each replication, mean over replications.';
