/**
 * Flow records of a run, out of the collector's dense tables: only flows that were seen, in order of path and region.
 */
import type { BackendTable } from './backend-table.ts';
import { BREAK_CAUSE_COUNT } from './break-cause.ts';
import type { Collector } from './collector.ts';
import { NO_REGION } from './flow-table.ts';
import { OUTCOME_COUNT } from './outcome.ts';
import type { BackendFlowRecord, FlowRecord, FlowSlices, WindowRecord } from './run-record.ts';

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
  backendCount: number,
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
    const backendTable = collector.backendTableOf(windowIndex);
    const breaksPerWindow = backendCount * BREAK_CAUSE_COUNT;
    const breaks = collector.breaks.slice(windowIndex * breaksPerWindow, (windowIndex + 1) * breaksPerWindow);
    return {
      windowId: window.id,
      flows,
      backendFlows: backendFlows(backendTable, paths, backendCount, homeRegionOf),
      backendLatency: backendTable.latency.map((histogram) => histogram.toData()),
      memberEstablished: backendTable.established,
      backendBreaks: breaks,
      breaks: breaksByCause(breaks),
      counters: collector.countersOf(windowIndex),
    };
  });
}

/** Of every metro and backend between which there was a connection, in that order. */
function backendFlows(
  table: BackendTable,
  paths: PathList,
  backendCount: number,
  homeRegionOf: Int16Array,
): BackendFlowRecord[] {
  const rowSize = backendCount * OUTCOME_COUNT;
  /** [metroCount][zonalBackendCount][OUTCOME_COUNT] */
  const totals = new Uint32Array(homeRegionOf.length * rowSize);
  for (let path = 0; path < paths.count; path++) {
    for (let backend = 0; backend < backendCount; backend++) {
      const first = paths.metroIndex[path]! * rowSize + backend * OUTCOME_COUNT;
      table.outcomesOf(path, backend).forEach((count, outcome) => {
        totals[first + outcome]! += count;
      });
    }
  }
  const flows: BackendFlowRecord[] = [];
  for (let cell = 0; cell < homeRegionOf.length * backendCount; cell++) {
    const outcomes = totals.slice(cell * OUTCOME_COUNT, (cell + 1) * OUTCOME_COUNT);
    if (outcomes.every((count) => count === 0)) continue;
    const metroIndex = Math.floor(cell / backendCount);
    const homeRegionIndex = homeRegionOf[metroIndex]!;
    flows.push({ metroIndex, homeRegionIndex, backendIndex: cell % backendCount, outcomes });
  }
  return flows;
}

/** [BREAK_CAUSE_COUNT] over all backends. */
function breaksByCause(byBackend: Uint32Array): Uint32Array {
  const breaks = new Uint32Array(BREAK_CAUSE_COUNT);
  byBackend.forEach((count, at) => {
    breaks[at % BREAK_CAUSE_COUNT]! += count;
  });
  return breaks;
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
