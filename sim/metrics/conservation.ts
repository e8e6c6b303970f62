/**
 * Nothing is lost and nothing counted twice: the invariants that every run must meet, checked in every run.
 *
 * A violation is a bug in Spillway, so it throws an `InternalError` that names design,
 * replication and place of the first one.
 */
import { assert } from '../kernel/assert.ts';
import type { ResolvedScenario } from '../scenario/resolved-scenario.ts';
import { COUNTER, COUNTER_COUNT, COUNTERS } from './counters.ts';
import { OUTCOME_COUNT, OUTCOMES } from './outcome.ts';
import type { FlowRecord, RunRecord, WindowRecord } from './run-record.ts';

/** Of sums of fractions, relative. */
const ROUNDING = 1e-9;

export function assertConservation(record: RunRecord, scenario: ResolvedScenario): void {
  const where = `design "${record.designId}", replication ${record.replication}`;
  const regionCount = record.home.offered.length / record.intervalCount;
  assertHomeRows(record, regionCount, where);
  assertRunTotals(record, where);
  record.windows.forEach((window, index) => {
    for (const flow of window.flows) assertFlow(flow, `${where}, window "${window.windowId}"`);
    assertWindowAgrees(record, window, scenario.windows[index]!, scenario.time.interval, regionCount, where);
    assertBackendFlows(window, `${where}, window "${window.windowId}"`);
  });
}

/**
 * Outcomes of a row add up to offered, and no more spill than were offered; a connection that is
 * tried again may spill each time.
 */
function assertHomeRows({ home, counters, intervalCount }: RunRecord, regionCount: number, where: string): void {
  let retries = 0;
  for (let at = COUNTER.retries; at < counters.length; at += COUNTER_COUNT) retries += counters[at]!;
  for (let interval = 0; interval < intervalCount; interval++) {
    for (let region = 0; region < regionCount; region++) {
      const row = interval * regionCount + region;
      const place = `${where}, interval ${interval}, home region ${region}`;
      const outcomes = sumOf(home.outcomes, row * OUTCOME_COUNT, (row + 1) * OUTCOME_COUNT);
      assertEqual(outcomes, home.offered[row]!, 'outcomes', 'offered', place);
      assert(
        home.spilledOut[row]! <= home.offered[row]! + retries,
        `${place}: ${home.spilledOut[row]} spilled of ${home.offered[row]} offered`,
      );
    }
  }
}

/** Both points of view count the same connections over the whole run. */
function assertRunTotals(record: RunRecord, where: string): void {
  const { home, serving, slices } = record;
  assertEqual(sumOf(home.offered), record.offeredCount, 'home rows offered', 'the run offered', where);
  assertEqual(sumOf(serving.spilledIn), sumOf(home.spilledOut), 'spilled in', 'spilled out', where);
  let sliced = 0;
  for (const flow of slices.flows) sliced += sumOf(flow.offered);
  assertEqual(sliced, record.offeredCount, 'flow slices offered', 'the run offered', where);
}

function assertFlow(flow: FlowRecord, where: string): void {
  const place = `${where}, flow of metro ${flow.metroIndex} by PoP ${flow.ingressPopIndex} to region ${flow.regionIndex}`;
  assertEqual(sumOf(flow.outcomes), flow.offered, 'outcomes', 'offered', place);
  assert(flow.latency.total <= flow.offered, `${place}: ${flow.latency.total} answers for ${flow.offered} connections`);
}

/** Whoever was sent to a backend was sent to its region, and came to the same there. */
function assertBackendFlows(window: WindowRecord, where: string): void {
  const toRegions = new Float64Array(OUTCOME_COUNT);
  const toBackends = new Float64Array(OUTCOME_COUNT);
  for (const { regionIndex, outcomes } of window.flows) if (regionIndex >= 0) addTo(toRegions, outcomes);
  for (const { outcomes } of window.backendFlows) addTo(toBackends, outcomes);
  OUTCOMES.forEach((name, outcome) => {
    const [atBackends, inRegions] = [toBackends[outcome]!, toRegions[outcome]!];
    assert(atBackends <= inRegions, `${where}: ${atBackends} ${name} at backends, ${inRegions} in their regions`);
  });
}

function addTo(sums: Float64Array, counts: Uint32Array): void {
  for (let at = 0; at < counts.length; at++) sums[at]! += counts[at]!;
}

/**
 * Where a window begins and ends with an interval, its flows and the home rows hold the same connections, outcome by
 * outcome, its breaks and the serving rows the same breaks, and its counters what the intervals counted.
 */
function assertWindowAgrees(
  record: RunRecord,
  window: WindowRecord,
  span: { readonly start: number; readonly end: number },
  intervalUs: number,
  regionCount: number,
  where: string,
): void {
  const endsWithRun = Math.ceil(span.end / intervalUs) === record.intervalCount;
  if (span.start % intervalUs !== 0 || (span.end % intervalUs !== 0 && !endsWithRun)) return;
  assertBreaksAgree(record, window, span.start / intervalUs, Math.ceil(span.end / intervalUs), where);
  assertCountersAgree(record, window, span.start / intervalUs, Math.ceil(span.end / intervalUs), where);
  const first = (span.start / intervalUs) * regionCount * OUTCOME_COUNT;
  const end = Math.ceil(span.end / intervalUs) * regionCount * OUTCOME_COUNT;
  const fromHome = new Float64Array(regionCount * OUTCOME_COUNT);
  const fromFlows = new Float64Array(regionCount * OUTCOME_COUNT);
  for (let at = first; at < end; at++) fromHome[at % fromHome.length]! += record.home.outcomes[at]!;
  for (const flow of window.flows) {
    for (let outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
      fromFlows[flow.homeRegionIndex * OUTCOME_COUNT + outcome]! += flow.outcomes[outcome]!;
    }
  }
  for (let at = 0; at < fromHome.length; at++) {
    const place = `${where}, window "${window.windowId}", home region ${Math.floor(at / OUTCOME_COUNT)}`;
    assertEqual(fromFlows[at]!, fromHome[at]!, `${OUTCOMES[at % OUTCOME_COUNT]} in flows`, 'in home rows', place);
  }
}

function assertBreaksAgree(record: RunRecord, window: WindowRecord, first: number, end: number, where: string): void {
  const backendCount = record.serving.broken.length / record.intervalCount;
  const atBackends = sumOf(record.serving.broken, first * backendCount, end * backendCount);
  assertEqual(
    sumOf(window.breaks),
    atBackends,
    'breaks by cause',
    'at backends',
    `${where}, window "${window.windowId}"`,
  );
}

/**
 * What was counted in the window was counted in its intervals. Amounts may be fractions,
 * which add up in another order here.
 */
function assertCountersAgree(
  { counters }: RunRecord,
  window: WindowRecord,
  first: number,
  end: number,
  where: string,
): void {
  for (const { name, index } of COUNTERS) {
    let inIntervals = 0;
    for (let at = first; at < end; at++) inIntervals += counters[at * COUNTER_COUNT + index]!;
    const inWindow = window.counters[index]!;
    assert(
      Math.abs(inIntervals - inWindow) <= ROUNDING * Math.max(1, inWindow),
      `${where}, window "${window.windowId}": ${name} ${inWindow} in the window, ${inIntervals} in its intervals`,
    );
  }
}

function assertEqual(left: number, right: number, leftName: string, rightName: string, place: string): void {
  assert(left === right, `${place}: ${leftName} ${left}, ${rightName} ${right}`);
}

function sumOf(values: ArrayLike<number>, first = 0, end = values.length): number {
  let sum = 0;
  for (let at = first; at < end; at++) sum += values[at]!;
  return sum;
}
