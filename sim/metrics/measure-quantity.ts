/**
 * The left side of an expectation, measured in one run: a number in the quantity's unit, or the reason why there is none.
 */
import { assert } from '../kernel/assert.ts';
import { toMs, toSeconds } from '../kernel/time.ts';
import type { Quantity, Selector } from '../scenario/expectation.ts';
import { countOf, type FlowTotals, totalFlows } from './flow-totals.ts';
import type { Unit } from './format-number.ts';
import { type IntervalRange, wholeIntervalsOf } from './interval-range.ts';
import type { ResultContext } from './result-context.ts';
import type { RunRecord } from './run-record.ts';
import { resolveSelector } from './selection.ts';
import { highestUtilisation, meanUtilisation } from './utilisation.ts';
import { ALL_CAUSES, countBreaks, isBreak, openConnections } from './window-breaks.ts';

export type Measurement =
  | { readonly value: number }
  /** `missing` completes "not measured, because …". */
  | { readonly value: null; readonly missing: string };

/** One run, asked about one window. */
interface Observation {
  readonly run: RunRecord;
  readonly windowIndex: number;
  readonly context: ResultContext;
}

/** Units of measured values; durations are in ms, as in every result file. */
export const QUANTITY_UNITS: Readonly<Record<Quantity['kind'], Unit>> = {
  count: 'connections',
  share: 'share',
  rate: 'connections/s',
  latencyQuantile: 'ms',
  latencyMean: 'ms',
  utilisation: 'share',
  movedEstablished: 'connections',
};

export function measureQuantity(
  quantity: Quantity,
  run: RunRecord,
  windowIndex: number,
  context: ResultContext,
): Measurement {
  const observation = { run, windowIndex, context };
  switch (quantity.kind) {
    case 'count':
      return { value: count(quantity.of, quantity.selector, observation) };
    case 'rate': {
      const { start, end } = context.scenario.windows[windowIndex]!;
      return ratio(count(quantity.of, quantity.selector, observation), toSeconds(end - start), 'the window is empty');
    }
    case 'share': {
      if (isBreak(quantity.of)) return shareOfOpen(quantity.of, observation);
      const offered = totals(quantity.within, observation).offered;
      return ratio(count(quantity.of, quantity.selector, observation), offered, 'no connection was offered');
    }
    case 'latencyQuantile':
      return latency(totals(quantity.selector, observation).latency.quantile(quantity.quantile));
    case 'latencyMean':
      return latency(totals(quantity.selector, observation).latency.mean());
    case 'utilisation':
      return utilisation(quantity, observation);
    case 'movedEstablished':
      return { value: countBreaks(run.windows[windowIndex]!, ALL_CAUSES) };
  }
}

/** Flows end at a region, so the scenario layer lets only utilisation be narrowed to a backend. */
function count(what: string, selector: Selector, observation: Observation): number {
  assert(selector.backend === null, `connections ${what} are not counted by backend`);
  if (isBreak(what)) return countBreaks(observation.run.windows[observation.windowIndex]!, what);
  return countOf(totals(selector, observation), what);
}

/** A break may come long after the offer, so breaks are a share of the connections that were there to break. */
function shareOfOpen(what: string, { run, windowIndex, context }: Observation): Measurement {
  const { windows, time } = context.scenario;
  const open = openConnections(run, windows[windowIndex]!, time.interval);
  return ratio(countBreaks(run.windows[windowIndex]!, what), open, 'no connection was open');
}

function utilisation(quantity: Extract<Quantity, { kind: 'utilisation' }>, observation: Observation): Measurement {
  const { run, context } = observation;
  const measure = quantity.statistic === 'max' ? highestUtilisation : meanUtilisation;
  const selection = resolveSelector(quantity.selector, context.places);
  const value = measure(run.serving, rangeOf(observation), selection, context.places);
  return value === null ? { value, missing: 'no interval of the window has capacity there' } : { value };
}

function latency(us: number | null): Measurement {
  return us === null ? { value: null, missing: 'no connection got an answer' } : { value: toMs(us) };
}

function ratio(part: number, whole: number, missing: string): Measurement {
  return whole === 0 ? { value: null, missing } : { value: part / whole };
}

function totals(selector: Selector, { run, windowIndex, context }: Observation): FlowTotals {
  return totalFlows(run.windows[windowIndex]!.flows, resolveSelector(selector, context.places));
}

function rangeOf({ run, windowIndex, context }: Observation): IntervalRange {
  return wholeIntervalsOf(run, context.scenario.windows[windowIndex]!, context.scenario.time.interval);
}
