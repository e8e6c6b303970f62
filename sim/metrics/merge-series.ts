/**
 * The time series of one design: means over its runs, interval by interval, for every region and every zonal backend.
 */
import { toMs } from '../kernel/time.ts';
import { capacityUnitOf } from '../scenario/capacity-unit.ts';
import type { DesignRuns } from './design-runs.ts';
import type { DesignSeries, RegionSeries, Samples } from './experiment-result.ts';
import { reachedIntervals } from './interval-range.ts';
import { OUTCOME_COUNT, OUTCOMES, type OutcomeName } from './outcome.ts';
import type { ResultContext } from './result-context.ts';
import type { RunRecord, ServingSeries } from './run-record.ts';

/** One number of one run in one interval. */
type Sample = (run: RunRecord, interval: number) => number;

/** A sample of every run in each interval made into one; null in intervals that a run did not reach. */
type Fold = (sample: Sample, combine: (values: readonly number[]) => number) => Samples;

/** Counters and gauges of the serving side: arrays [intervalCount][zonalBackendCount]. */
type ServingKey = keyof ServingSeries;

export function mergeSeries({ designId, runs }: DesignRuns, context: ResultContext): DesignSeries {
  const intervalUs = context.scenario.time.interval;
  const { intervalCount } = runs[0]!;
  const backendCount = context.places.backends.length;
  const reached = runs.map((run) => reachedIntervals(run, intervalUs)).reduce((a, b) => Math.min(a, b));
  const fold: Fold = (sample, combine) => {
    return Array.from({ length: intervalCount }, (_, interval) => {
      return interval < reached ? combine(runs.map((run) => sample(run, interval))) : null;
    });
  };
  const backends = context.places.backends.map((_, backend) => {
    const at = (key: ServingKey): Sample => {
      return (run, interval) => run.serving[key][interval * backendCount + backend]!;
    };
    return { active: fold(at('active'), mean), load: fold(at('load'), mean), capacity: fold(at('capacity'), mean) };
  });
  return {
    designId,
    capacityUnit: capacityUnitOf(context.scenario.designs.find(({ id }) => id === designId)!.service.backends),
    timesMs: Array.from({ length: intervalCount }, (_, interval) => toMs(interval * intervalUs)),
    regions: context.places.regions.map((_, region) => mergeRegion(region, fold, context)),
    backends,
  };
}

function mergeRegion(region: number, fold: Fold, { places }: ResultContext): RegionSeries {
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
  const load = fold(served('load'), mean);
  const capacity = fold(served('capacity'), mean);
  return {
    offered: fold((run, interval) => run.home.offered[interval * regionCount + region]!, mean),
    outcomes: mergeOutcomes(fold, (interval) => (interval * regionCount + region) * OUTCOME_COUNT),
    spilledOut: fold((run, interval) => run.home.spilledOut[interval * regionCount + region]!, mean),
    established: fold(served('established'), mean),
    spilledIn: fold(served('spilledIn'), mean),
    broken: fold(served('broken'), mean),
    active: fold(served('active'), mean),
    load,
    loadLow: fold(served('load'), (values) => values.reduce((a, b) => Math.min(a, b))),
    loadHigh: fold(served('load'), (values) => values.reduce((a, b) => Math.max(a, b))),
    capacity,
    utilisation: load.map((value, interval) => ratio(value, capacity[interval]!)),
    members: fold(served('members'), mean),
    serviceable: fold(served('serviceable'), mean),
    seenHealthy: fold(served('seenHealthy'), mean),
  };
}

function mergeOutcomes(fold: Fold, rowStart: (interval: number) => number): Record<OutcomeName, Samples> {
  const entries = OUTCOMES.map((name, outcome) => {
    return [name, fold((run, interval) => run.home.outcomes[rowStart(interval) + outcome]!, mean)] as const;
  });
  return Object.fromEntries(entries) as Record<OutcomeName, Samples>;
}

function ratio(part: number | null, whole: number | null): number | null {
  return part !== null && whole !== null && whole > 0 ? part / whole : null;
}

/** Sums whole numbers before it divides, so a mean is the nearest double to the exact one. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
