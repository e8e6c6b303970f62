/**
 * What an expectation measures, in words: the subject of its verdict's sentence.
 */
import type {
  Comparison,
  Condition,
  Gauge,
  Measure,
  Quantity,
  Selector,
  Series,
  Statistic,
  Subject,
} from '../scenario/expectation.ts';
import { counterOf, isCounter } from './counters.ts';
import { formatExact } from './format-figures.ts';
import { formatNumber } from './format-number.ts';
import { unitOfSeries } from './quantity-units.ts';
import { isBreak } from './window-breaks.ts';

/** Countables that do not read as they are spelled. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['sent', 'sent to a backend'],
  ['failed', 'that failed'],
  ['timedOut', 'timed out'],
  ['memberLost', 'broken by the loss of their member'],
  ['drained', 'closed after draining'],
  ['memberGone', 'broken by their member going'],
  ['popLost', 'broken by the loss of their PoP'],
  ['frontEndLost', 'broken by the loss of their front end'],
]);

const GAUGES: Readonly<Record<Gauge, string>> = {
  active: 'number of open connections',
  capacity: 'capacity',
  utilisation: 'utilisation',
  members: 'number of members',
  serviceable: 'number of members able to serve',
  seenHealthy: 'number of members seen healthy',
};

export function describeSubject(subject: Subject): string {
  if (subject.kind === 'single') return describeQuantity(subject.quantity);
  const joint = subject.kind === 'ratio' ? 'over' : 'minus';
  return `${describeQuantity(subject.left)} ${joint} ${describeQuantity(subject.right)}`;
}

export function describeQuantity({ measure, designId }: Quantity): string {
  return `${describeMeasure(measure)}${designId === null ? '' : ` with ${designId}`}`;
}

function describeMeasure(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
      return `number of ${connections(measure.of, measure.selector)}`;
    case 'share':
      return `share of ${isBreak(measure.of) ? 'open ' : ''}${connections(measure.of, measure.selector)}`;
    case 'rate':
      return `rate of ${connections(measure.of, measure.selector)}`;
    case 'moved':
      return `number of established connections that moved${part(measure.selector)}`;
    case 'latency':
      return `${describeStatistic(measure.statistic)} latency${part(measure.selector)}`;
    case 'series':
      return `${describeStatistic(measure.statistic)} ${describeSeries(measure.series)}`;
    case 'spread':
      return `${measure.spread === 'imbalance' ? 'imbalance' : 'peak to mean'} of ${measure.over}${part(measure.selector)}`;
    case 'timeTo':
      return `time until ${describeCondition(measure.condition)}${measure.isSettled ? ' for good' : ''}`;
  }
}

function describeStatistic(statistic: Statistic): string {
  switch (statistic.kind) {
    case 'min':
      return 'lowest';
    case 'mean':
      return 'mean';
    case 'max':
      return 'highest';
    case 'quantile':
      return `p${formatNumber(statistic.p * 100, 'number')}`;
  }
}

function describeSeries(series: Series): string {
  if (series.kind === 'gauge') return `${GAUGES[series.of]}${part(series.selector)}`;
  return `${series.kind} of ${connections(series.of, series.selector)} by interval`;
}

function describeCondition({ series, comparison, factor, of }: Condition): string {
  const limit = of === null ? formatExact(factor, unitOfSeries(series)) : `${times(factor)}${describeSeries(of)}`;
  return `${describeSeries(series)} is ${relation(comparison, limit)}`;
}

/**
 * What an expectation asked for, without a measurement to compare.
 *
 * @param width of `==` and `!=`: how far off still counts as equal
 */
export function relation(comparison: Comparison, limit: string, width: string | null = null): string {
  if (width !== null) return `${comparison === '==' ? 'within' : 'outside'} ${limit} +- ${width}`;
  switch (comparison) {
    case '<':
      return `under ${limit}`;
    case '<=':
      return `at most ${limit}`;
    case '==':
      return `exactly ${limit}`;
    case '!=':
      return `other than ${limit}`;
    case '>=':
      return `at least ${limit}`;
    case '>':
      return `over ${limit}`;
  }
}

/** "1.05 x ", or nothing for the thing itself. */
export function times(factor: number): string {
  return factor === 1 ? '' : `${formatNumber(factor, 'number')} x `;
}

function connections(of: string, selector: Selector): string {
  if (isCounter(of)) return counterOf(of).noun;
  const outcomes = selector.outcome ?? selector.cause;
  const as = outcomes === null ? '' : ` (${outcomes.map((name) => SPELLINGS.get(name) ?? name).join(', ')})`;
  return `connections ${SPELLINGS.get(of) ?? of}${as}${part(selector)}`;
}

function part({ metro, home, region, zone, backend }: Selector): string {
  const from = metro === null ? '' : ` from ${metro.join(', ')}`;
  const homed = home === null ? '' : ` at home in ${home.join(', ')}`;
  const inRegion = region === null ? '' : ` in ${region.join(', ')}`;
  const inZone = zone === null ? '' : ` in ${zone.join(', ')}`;
  const at = backend === null ? '' : ` at ${backend.join(', ')}`;
  return from + homed + inRegion + inZone + at;
}
