/**
 * Time to first byte over the measured time: all runs of a design merged, for all clients and for each metro.
 */
import { toMs } from '../kernel/time.ts';
import { bucketHighUs, bucketLowUs, Histogram } from '../stats/histogram.ts';
import type { DesignRuns } from './design-runs.ts';
import type { LatencyDistribution } from './experiment-result.ts';
import type { FlowRecord } from './run-record.ts';

/** Stands for the clients of all metros. */
const ALL_METROS = -1;

/** All metros together first, then each that got an answer, in the order of places. */
export function mergeLatency({ designId, runs }: DesignRuns, metroCount: number): LatencyDistribution[] {
  const flows = runs.flatMap((run) => run.windows[0]!.flows);
  const byMetro: FlowRecord[][] = Array.from({ length: metroCount }, () => []);
  for (const flow of flows) byMetro[flow.metroIndex]!.push(flow);
  const distributions = [distribution(designId, ALL_METROS, flows)];
  byMetro.forEach((own, metroIndex) => {
    const metro = distribution(designId, metroIndex, own);
    if (metro.count > 0) distributions.push(metro);
  });
  return distributions;
}

function distribution(designId: string, metroIndex: number, flows: readonly FlowRecord[]): LatencyDistribution {
  const histogram = Histogram.merged(flows.map(({ latency }) => latency));
  const data = histogram.toData();
  const ms = (us: number | null): number | null => (us === null ? null : toMs(us));
  return {
    designId,
    metroIndex,
    count: data.total,
    meanMs: ms(histogram.mean()),
    p50Ms: ms(histogram.quantile(0.5)),
    p90Ms: ms(histogram.quantile(0.9)),
    p99Ms: ms(histogram.quantile(0.99)),
    p999Ms: ms(histogram.quantile(0.999)),
    buckets: Array.from(data.bucket, (bucket, index) => ({
      lowMs: toMs(bucketLowUs(bucket)),
      highMs: toMs(bucketHighUs(bucket)),
      count: data.count[index]!,
    })),
  };
}
