/**
 * A series of an expectation: a number for each interval that lies whole in a window, its statistics, and when
 * a condition on it first holds.
 *
 * Gauges are read at the end of an interval. Rates and shares count what happened in it: attempts and outcomes by the
 * instant of offer, what happens at backends by its own instant.
 */
import { assert } from '../kernel/assert.ts';
import { toSeconds } from '../kernel/time.ts';
import type { Condition, Gauge, Selector, Series, Statistic } from '../scenario/expectation.ts';
import { COUNTER, COUNTER_COUNT, type CounterName, counterOf, isCounter } from './counters.ts';
import { compare } from './decide.ts';
import type { Places } from './experiment-result.ts';
import type { IntervalRange } from './interval-range.ts';
import { isFailed, OUTCOME_COUNT, OUTCOMES, type OutcomeName } from './outcome.ts';
import type { RunRecord, ServingSeries } from './run-record.ts';
import { resolveSelector, type Selection, selectedBackends } from './selection.ts';
import { highestUtilisation, lowestUtilisation } from './utilisation.ts';

/** One run, over some of its intervals. */
export interface Observed {
  readonly run: RunRecord;
  readonly range: IntervalRange;
  readonly intervalUs: number;
  /** End of the run, where the last interval may be cut. */
  readonly durationUs: number;
  readonly places: Places;
}

/**
 * null where no interval has a value. The extremes of utilisation are those of single
 * regions, as `utilisation.ts` says.
 */
export function seriesStatistic(series: Series, statistic: Statistic, observed: Observed): number | null {
  if (series.kind === 'gauge' && series.of === 'utilisation' && statistic.kind !== 'mean') {
    const { run, range, places } = observed;
    const selection = resolveSelector(series.selector, places);
    if (statistic.kind === 'max') return highestUtilisation(run.serving, range, selection, places);
    if (statistic.kind === 'min') return lowestUtilisation(run.serving, range, selection, places);
  }
  const values = seriesValues(series, observed).filter((value) => value !== null);
  return values.length === 0 ? null : statisticOf(values, statistic);
}

/**
 * From `startUs` to the end of the first interval in which the condition holds, or, settled, from which on it holds in
 * all; us. Infinite where there is no such interval. An interval without a value does not meet the condition.
 */
export function timeToUs(condition: Condition, isSettled: boolean, startUs: number, observed: Observed): number {
  const { range, intervalUs, durationUs } = observed;
  const values = seriesValues(condition.series, observed);
  const others = condition.of === null ? null : seriesValues(condition.of, observed);
  const isMet = values.map((value, at) => {
    const other = others === null ? 1 : others[at]!;
    return value !== null && other !== null && compare(value, condition.comparison, condition.factor * other, 0);
  });
  const found = isSettled ? isMet.lastIndexOf(false) + 1 : isMet.indexOf(true);
  if (found < 0 || found === isMet.length) return Number.POSITIVE_INFINITY;
  return Math.min((range.first + found + 1) * intervalUs, durationUs) - startUs;
}

/** [range.end - range.first]; null where the interval has nothing to measure. */
export function seriesValues(series: Series, observed: Observed): (number | null)[] {
  const { range, places } = observed;
  const selection = resolveSelector(series.selector, places);
  const valueAt = readerOf(series, selection, observed);
  return Array.from({ length: range.end - range.first }, (_, at) => valueAt(range.first + at));
}

type ValueAt = (interval: number) => number | null;

function readerOf(series: Series, selection: Selection, observed: Observed): ValueAt {
  switch (series.kind) {
    case 'gauge':
      return gauge(series.of, selection, observed);
    case 'rate': {
      const count = countOf(series.of, series.selector, selection, observed);
      const { intervalUs, durationUs } = observed;
      return (at) => count(at) / toSeconds(Math.min((at + 1) * intervalUs, durationUs) - at * intervalUs);
    }
    case 'share': {
      const count = countOf(series.of, series.selector, selection, observed);
      const base = shareBaseOf(series, selection, observed);
      return (at) => (base(at) === 0 ? null : count(at) / base(at));
    }
  }
}

function gauge(of: Gauge, selection: Selection, observed: Observed): ValueAt {
  if (of !== 'utilisation') return served(of, selection, observed);
  const load = served('load', selection, observed);
  const capacity = served('capacity', selection, observed);
  return (at) => (capacity(at) > 0 ? load(at) / capacity(at) : null);
}

function shareBaseOf(series: Series, selection: Selection, observed: Observed): (interval: number) => number {
  const base = isCounter(series.of) ? counterOf(series.of).base.of : 'offered';
  if (base !== 'offered') return counted(base, observed);
  if (series.of !== 'established') return home(null, selection, observed);
  return served('established', { ...selection, backends: null }, observed);
}

/** Connections, or what else is counted, in an interval. */
function countOf(
  of: string,
  selector: Selector,
  selection: Selection,
  observed: Observed,
): (interval: number) => number {
  if (isCounter(of)) return counted(of, observed);
  switch (of) {
    case 'established':
    case 'broken':
      return served(of, selection, observed);
    case 'spilled':
      return served('spilledIn', selection, observed);
    case 'offered':
      return home(selector.outcome, selection, observed);
    case 'failed':
      return home(
        OUTCOMES.filter((_, outcome) => isFailed(outcome)),
        selection,
        observed,
      );
    default:
      assert(OUTCOMES.includes(of as OutcomeName), `"${of}" is not known by interval`);
      return home([of], selection, observed);
  }
}

function counted(name: CounterName, { run }: Observed): (interval: number) => number {
  return (at) => run.counters[at * COUNTER_COUNT + COUNTER[name]]!;
}

/** Sum over the selected backends. */
function served(
  key: keyof ServingSeries,
  selection: Selection,
  { run, places }: Observed,
): (interval: number) => number {
  const backends = selectedBackends(selection, places);
  const values = run.serving[key];
  const width = places.backends.length;
  return (at) => backends.reduce((sum, backend) => sum + values[at * width + backend]!, 0);
}

/** Attempts of the selected home regions; `outcomes`: only those that came to one of these. */
function home(
  outcomes: readonly string[] | null,
  { homes }: Selection,
  { run, places }: Observed,
): (interval: number) => number {
  const regions = places.regions.flatMap((_, region) => (homes === null || homes.has(region) ? [region] : []));
  const width = places.regions.length;
  if (outcomes === null)
    return (at) => regions.reduce((sum, region) => sum + run.home.offered[at * width + region]!, 0);
  const wanted = outcomes.map((name) => OUTCOMES.indexOf(name as OutcomeName));
  return (at) => {
    let sum = 0;
    for (const region of regions) {
      for (const outcome of wanted) sum += run.home.outcomes[(at * width + region) * OUTCOME_COUNT + outcome]!;
    }
    return sum;
  };
}

/**
 * Of at least one value. A quantile is the nearest rank: the smallest value that a share `p`
 * of the intervals do not exceed.
 */
function statisticOf(values: readonly number[], statistic: Statistic): number {
  switch (statistic.kind) {
    case 'min':
      return values.reduce((a, b) => Math.min(a, b));
    case 'max':
      return values.reduce((a, b) => Math.max(a, b));
    case 'mean':
      return values.reduce((a, b) => a + b, 0) / values.length;
    case 'quantile': {
      // A rounding above a whole rank must not move to the next.
      const rank = Math.max(1, Math.ceil(statistic.p * values.length - 1e-9));
      return [...values].sort((a, b) => a - b)[rank - 1]!;
    }
  }
}
