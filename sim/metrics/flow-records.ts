/**
 * Flow records of a run, out of the collector's dense tables: only flows that were seen, in order of path and region.
 */
import { BREAK_CAUSE_COUNT } from './break-cause.ts';
import type { Collector } from './collector.ts';
import { NO_REGION } from './flow-table.ts';
import type { FlowRecord, FlowSlices, WindowRecord } from './run-record.ts';

/** Parallel arrays [pathCount]. */
interface PathList {
  readonly count: number;
  readonly metroIndex: readonly number[];
  readonly ingressPop: readonly number[];
  readonly servingPop: readonly number[];
}

/** @param homeRegionOf [metroCount] */
export function windowRecords(
  collector: Collector,
  paths: PathList,
  regionCount: number,
  homeRegionOf: Int16Array,
): WindowRecord[] {
  return collector.windows.map((window, windowIndex) => {
    const table = collector.flowTableOf(windowIndex);
    const flows: FlowRecord[] = [];
    for (let path = 0; path < paths.count; path++) {
      for (let region = NO_REGION; region < regionCount; region++) {
        const cell = table.cellOf(path, region);
        if (cell >= table.cellCount) continue;
        const outcomes = table.outcomesOf(cell);
        const offered = outcomes.reduce((sum, count) => sum + count, 0);
        if (offered === 0) continue;
        const metroIndex = paths.metroIndex[path]!;
        flows.push({
          metroIndex,
          ingressPopIndex: paths.ingressPop[path]!,
          servingPopIndex: paths.servingPop[path]!,
          regionIndex: region,
          homeRegionIndex: homeRegionOf[metroIndex]!,
          offered,
          outcomes,
          latency: table.latencyOf(cell).toData(),
        });
      }
    }
    return {
      windowId: window.id,
      flows,
      breaks: collector.breaks.slice(windowIndex * BREAK_CAUSE_COUNT, (windowIndex + 1) * BREAK_CAUSE_COUNT),
      unremembered: collector.unrememberedCount[windowIndex]!,
    };
  });
}

export function flowSlices(collector: Collector, paths: PathList, regionCount: number): FlowSlices {
  const { slices } = collector;
  const flows = [];
  for (let path = 0; path < paths.count; path++) {
    for (let region = NO_REGION; region < regionCount; region++) {
      const offered = slices.offeredOf(path, region);
      if (offered.every((count) => count === 0)) continue;
      flows.push({
        metroIndex: paths.metroIndex[path]!,
        ingressPopIndex: paths.ingressPop[path]!,
        servingPopIndex: paths.servingPop[path]!,
        regionIndex: region,
        offered,
      });
    }
  }
  return { sliceUs: slices.sliceUs, sliceCount: slices.sliceCount, flows };
}
