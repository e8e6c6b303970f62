/**
 * A quantity of an expectation, measured in one run: a number in the quantity's unit, or the reason why there is none.
 */
import { toMs, toSeconds } from '../kernel/time.ts';
import type { Measure, Selector, Statistic, Subject } from '../scenario/expectation.ts';
import { Histogram } from '../stats/histogram.ts';
import { countConnections, shareBase } from './count-connections.ts';
import { totalFlows } from './flow-totals.ts';
import { wholeIntervalsOf } from './interval-range.ts';
import { type Observed, seriesStatistic, timeToUs } from './measure-series.ts';
import { measureSpread } from './measure-spread.ts';
import type { ResultContext } from './result-context.ts';
import type { RunRecord } from './run-record.ts';
import { resolveSelector, selectedBackends } from './selection.ts';

export type Measurement =
  /** Infinite for a time to what never came. */
  | { readonly value: number }
  /** `missing` completes "not measured, because …". */
  | { readonly value: null; readonly missing: string };

/** One run, asked about one window. */
interface Observation {
  readonly run: RunRecord;
  readonly windowIndex: number;
  readonly context: ResultContext;
}

/**
 * @param runOf the run in which a quantity is measured: that of the named design, or of the one
 *   that is asked when it is null
 */
export function measureSubject(
  subject: Subject,
  runOf: (designId: string | null) => RunRecord,
  windowIndex: number,
  context: ResultContext,
): Measurement {
  const measure = (quantity: { readonly measure: Measure; readonly designId: string | null }): Measurement => {
    return measureIn({ run: runOf(quantity.designId), windowIndex, context }, quantity.measure);
  };
  if (subject.kind === 'single') return measure(subject.quantity);
  const [left, right] = [measure(subject.left), measure(subject.right)];
  if (left.value === null) return left;
  if (right.value === null) return right;
  if (subject.kind === 'ratio') return ratio(left.value, right.value, 'what it is divided by was 0');
  // Two that never came are as far apart as two that came together.
  return { value: left.value === right.value ? 0 : left.value - right.value };
}

function measureIn(observation: Observation, measure: Measure): Measurement {
  const { run, windowIndex, context } = observation;
  const window = context.scenario.windows[windowIndex]!;
  const record = run.windows[windowIndex]!;
  const { places } = context;
  switch (measure.kind) {
    case 'count':
      return { value: countConnections(measure.of, measure.selector, record, places) };
    case 'moved':
      return { value: countConnections('broken', measure.selector, record, places) };
    case 'rate': {
      const count = countConnections(measure.of, measure.selector, record, places);
      return ratio(count, toSeconds(window.end - window.start), 'the window is empty');
    }
    case 'share': {
      const { of, selector } = measure;
      const intervalUs = context.scenario.time.interval;
      const base = shareBase(of, selector, run, windowIndex, window, intervalUs, places);
      return ratio(countConnections(of, selector, record, places), base.count, base.missing);
    }
    case 'latency':
      return latency(measure.statistic, measure.selector, observation);
    case 'series': {
      const value = seriesStatistic(measure.series, measure.statistic, observedIn(observation));
      return value === null ? { value, missing: whyNoValue(measure.series.kind) } : { value };
    }
    case 'spread': {
      const value = measureSpread(measure.spread, measure.over, measure.selector, record, places);
      return value === null ? { value, missing: 'no connection was established there' } : { value };
    }
    case 'timeTo':
      return {
        value: toSeconds(timeToUs(measure.condition, measure.isSettled, window.start, observedIn(observation))),
      };
  }
}

function latency(statistic: Statistic, selector: Selector, observation: Observation): Measurement {
  const histogram = latencyOf(selector, observation);
  const us = statistic.kind === 'mean' ? histogram.mean() : histogram.quantile(quantileOf(statistic));
  return us === null ? { value: null, missing: 'no connection got an answer' } : { value: toMs(us) };
}

function quantileOf(statistic: Exclude<Statistic, { kind: 'mean' }>): number {
  if (statistic.kind === 'quantile') return statistic.p;
  return statistic.kind === 'min' ? 0 : 1;
}

/** By backend where a zone or backend is named, else by flow. */
function latencyOf(selector: Selector, { run, windowIndex, context }: Observation): Histogram {
  const selection = resolveSelector(selector, context.places);
  const record = run.windows[windowIndex]!;
  if (selection.backends === null) return totalFlows(record.flows, selection).latency;
  return Histogram.merged(selectedBackends(selection, context.places).map((at) => record.backendLatency[at]!));
}

function observedIn({ run, windowIndex, context }: Observation): Observed {
  const { windows, time } = context.scenario;
  const range = wholeIntervalsOf(run, windows[windowIndex]!, time.interval);
  return { run, range, intervalUs: time.interval, durationUs: time.duration, places: context.places };
}

function whyNoValue(kind: 'gauge' | 'rate' | 'share'): string {
  return kind === 'share'
    ? 'no interval of the window has a connection there'
    : 'no interval of the window has capacity there';
}

function ratio(part: number, whole: number, missing: string): Measurement {
  if (part === Number.POSITIVE_INFINITY && whole === part) return { value: null, missing: 'neither ever came' };
  return whole === 0 ? { value: null, missing } : { value: part / whole };
}
