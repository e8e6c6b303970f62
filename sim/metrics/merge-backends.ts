/**
 * What each zonal backend of a design did over the measured time: counts, means and peaks, over its runs.
 */
import { capacityUnitOf } from '../scenario/capacity-unit.ts';
import type { DesignRuns } from './design-runs.ts';
import type { BackendRow } from './experiment-result.ts';
import { type IntervalRange, wholeIntervalsOf } from './interval-range.ts';
import { backendImbalances, memberRanges } from './member-imbalance.ts';
import { peakOf } from './peak.ts';
import type { ResultContext } from './result-context.ts';
import type { RunRecord, ServingSeries } from './run-record.ts';
import { utilisations } from './utilisation.ts';

/** In the order of `places.backends`. */
export function mergeBackends({ designId, runs }: DesignRuns, context: ResultContext): BackendRow[] {
  const { scenario, places } = context;
  const members = memberRanges(places);
  const { backends } = scenario.designs.find(({ id }) => id === designId)!.service;
  const capacityUnit = capacityUnitOf(backends);
  const imbalances = runs.map((run) => backendImbalances(run.members, places));
  const ranges = runs.map((run) => wholeIntervalsOf(run, scenario.windows[0]!, scenario.time.interval));
  return places.backends.map((_, backendIndex) => {
    const samples = (key: keyof ServingSeries): number[][] => {
      return runs.map((run, at) => samplesOf(run, key, backendIndex, ranges[at]!, places.backends.length));
    };
    const utilisation = runs.map((run, at) => utilisations(run.serving, ranges[at]!, [backendIndex], places));
    const { first, end } = members[backendIndex]!;
    return {
      designId,
      backendIndex,
      members: mean(samples('members').map(mean)),
      established: mean(samples('established').map(sum)),
      spilledIn: mean(samples('spilledIn').map(sum)),
      broken: mean(samples('broken').map(sum)),
      refused: mean(runs.map((run) => sum([...run.members.refused.subarray(first, end)]))),
      meanActive: mean(samples('active').map(mean)),
      peakActive: peakOf(samples('active')) ?? 0,
      meanLoad: mean(samples('load').map(mean)),
      meanCapacity: mean(samples('capacity').map(mean)),
      capacityUnit,
      meanUtilisation: meanOfKnown(utilisation.map((values) => (values.length === 0 ? null : mean(values)))),
      peakUtilisation: peakOf(utilisation),
      memberImbalance: meanOfKnown(imbalances.map((ofRun) => ofRun[backendIndex]!)),
    };
  });
}

function samplesOf(
  run: RunRecord,
  key: keyof ServingSeries,
  backend: number,
  range: IntervalRange,
  backendCount: number,
): number[] {
  return Array.from({ length: range.end - range.first }, (_, at) => {
    return run.serving[key][(range.first + at) * backendCount + backend]!;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** 0 of nothing: a measured time shorter than an interval has no samples. */
function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}
