/**
 * The time series of one design: means over its runs, interval by interval, for every region and every zonal backend.
 */
import { toMs } from '../kernel/time.ts';
import type { DesignRuns } from './design-runs.ts';
import type { DesignSeries, RegionSeries } from './experiment-result.ts';
import { OUTCOME_COUNT, OUTCOMES, type OutcomeName } from './outcome.ts';
import type { ResultContext } from './result-context.ts';
import type { RunRecord, ServingSeries } from './run-record.ts';

/** One number of one run in one interval. */
type Sample = (run: RunRecord, interval: number) => number;

/** Counters and gauges of the serving side: arrays [intervalCount][zonalBackendCount]. */
type ServingKey = keyof ServingSeries;

export function mergeSeries({ designId, runs }: DesignRuns, context: ResultContext): DesignSeries {
  const intervalUs = context.scenario.time.interval;
  const intervalCount = coveredIntervals(runs, intervalUs);
  const backendCount = context.places.backends.length;
  const timesMs = Array.from({ length: intervalCount }, (_, interval) => toMs(interval * intervalUs));
  const regions = context.places.regions.map((_, region) => mergeRegion(region, runs, intervalCount, context));
  const backends = context.places.backends.map((_, backend) => {
    const at = (key: ServingKey): Sample => {
      return (run, interval) => run.serving[key][interval * backendCount + backend]!;
    };
    return { active: means(runs, intervalCount, at('active')), capacity: means(runs, intervalCount, at('capacity')) };
  });
  return { designId, timesMs, regions, backends };
}

/** A run that was cut short says nothing about the intervals after the cut. */
function coveredIntervals(runs: readonly RunRecord[], intervalUs: number): number {
  return Math.min(...runs.map((run) => Math.min(run.intervalCount, Math.ceil(run.simulatedUs / intervalUs))));
}

function mergeRegion(
  region: number,
  runs: readonly RunRecord[],
  intervalCount: number,
  { places }: ResultContext,
): RegionSeries {
  const regionCount = places.regions.length;
  const backendCount = places.backends.length;
  const ownBackends = places.backends.flatMap((backend, index) => (backend.regionIndex === region ? [index] : []));
  const served = (key: ServingKey): Sample => {
    return (run, interval) => {
      let sum = 0;
      for (const backend of ownBackends) sum += run.serving[key][interval * backendCount + backend]!;
      return sum;
    };
  };
  const mean = (sample: Sample): number[] => means(runs, intervalCount, sample);
  const active = mean(served('active'));
  const capacity = mean(served('capacity'));
  return {
    offered: mean((run, interval) => run.home.offered[interval * regionCount + region]!),
    outcomes: mergeOutcomes(mean, (interval) => (interval * regionCount + region) * OUTCOME_COUNT),
    spilledOut: mean((run, interval) => run.home.spilledOut[interval * regionCount + region]!),
    established: mean(served('established')),
    spilledIn: mean(served('spilledIn')),
    broken: mean(served('broken')),
    active,
    activeLow: extremes(runs, intervalCount, served('active'), Math.min),
    activeHigh: extremes(runs, intervalCount, served('active'), Math.max),
    capacity,
    utilisation: active.map((value, interval) => (capacity[interval]! > 0 ? value / capacity[interval]! : null)),
    serviceable: mean(served('serviceable')),
    seenHealthy: mean(served('seenHealthy')),
  };
}

function mergeOutcomes(
  mean: (sample: Sample) => number[],
  rowStart: (interval: number) => number,
): Record<OutcomeName, number[]> {
  const entries = OUTCOMES.map((name, outcome) => {
    return [name, mean((run, interval) => run.home.outcomes[rowStart(interval) + outcome]!)] as const;
  });
  return Object.fromEntries(entries) as Record<OutcomeName, number[]>;
}

/** Sums whole numbers before it divides, so a mean is the nearest double to the exact one. */
function means(runs: readonly RunRecord[], intervalCount: number, sample: Sample): number[] {
  return Array.from({ length: intervalCount }, (_, interval) => {
    let sum = 0;
    for (const run of runs) sum += sample(run, interval);
    return sum / runs.length;
  });
}

function extremes(
  runs: readonly RunRecord[],
  intervalCount: number,
  sample: Sample,
  pick: (left: number, right: number) => number,
): number[] {
  return Array.from({ length: intervalCount }, (_, interval) => {
    return runs.map((run) => sample(run, interval)).reduce((left, right) => pick(left, right));
  });
}
