/**
 * What one design counted beside its connections: means over its runs, interval by interval.
 *
 * Only counters that the design has, and of which there was something in a run: of the others the
 * summary says that there was nothing.
 */
import { COUNTER_COUNT, COUNTERS } from './counters.ts';
import type { DesignRuns } from './design-runs.ts';
import type { CounterSeries } from './experiment-result.ts';
import { reachedIntervals } from './interval-range.ts';
import type { ResultContext } from './result-context.ts';
import type { RunRecord } from './run-record.ts';

/** In the order of `COUNTERS`. */
export function mergeCounters({ designId, runs }: DesignRuns, { scenario }: ResultContext): CounterSeries[] {
  const design = scenario.designs.find(({ id }) => id === designId)!;
  const reached = runs.map((run) => reachedIntervals(run, scenario.time.interval)).reduce((a, b) => Math.min(a, b));
  return COUNTERS.flatMap(({ name, unit, index, holders }) => {
    if (!holders.include(design, scenario.traffic)) return [];
    const countIn = (run: RunRecord, interval: number): number => run.counters[interval * COUNTER_COUNT + index]!;
    const values = Array.from({ length: runs[0]!.intervalCount }, (_, interval) => {
      if (interval >= reached) return null;
      return runs.reduce((sum, run) => sum + countIn(run, interval), 0) / runs.length;
    });
    return values.some((value) => value !== null && value > 0) ? [{ designId, counter: name, unit, values }] : [];
  });
}
