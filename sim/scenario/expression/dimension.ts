/** The dimension of what is measured, which decides how its bound is written and in which unit it is told. */
import { counterOf, isCounter } from '../../metrics/counters.ts';
import type { CounterUnit } from '../../metrics/format-number.ts';
import type { Measure, Series, Subject } from '../expectation.ts';

export type Dimension =
  | 'connections'
  /** Of requests, clients and other things that designs count. */
  | 'count'
  | 'bytes'
  | 'members'
  | 'share'
  | 'rate'
  /** Bytes per second. */
  | 'byteRate'
  /** Of a first byte: told in ms. */
  | 'latency'
  /** Of anything else: told in seconds. */
  | 'duration'
  | 'utilisation'
  | 'ratio';

export function dimensionOfSubject(subject: Subject): Dimension {
  if (subject.kind === 'ratio') return 'ratio';
  return dimensionOf((subject.kind === 'single' ? subject.quantity : subject.left).measure);
}

export function dimensionOf(measure: Measure): Dimension {
  switch (measure.kind) {
    case 'count':
      return isCounter(measure.of) ? dimensionOfCounter(counterOf(measure.of).unit) : 'connections';
    case 'moved':
      return 'connections';
    case 'share':
      return dimensionOfShare(measure.of);
    case 'rate':
      return dimensionOfRate(measure.of);
    case 'latency':
      return measure.kind;
    case 'series':
      return dimensionOfSeries(measure.series);
    case 'spread':
      return 'ratio';
    case 'timeTo':
      return 'duration';
  }
}

export function dimensionOfSeries(series: Series): Dimension {
  if (series.kind !== 'gauge') {
    return series.kind === 'rate' ? dimensionOfRate(series.of) : dimensionOfShare(series.of);
  }
  switch (series.of) {
    case 'active':
    case 'capacity':
      return 'connections';
    case 'utilisation':
      return 'utilisation';
    case 'members':
    case 'serviceable':
    case 'seenHealthy':
      return 'members';
  }
}

/** Whether two quantities may be subtracted or held against each other. Whatever can be counted may. */
export function areOfOneKind(one: Dimension, other: Dimension): boolean {
  return one === other || (isCount(one) && isCount(other));
}

/** Whether one may be divided by the other. Bytes are divided by what they are bytes of. */
export function haveRatio(over: Dimension, under: Dimension): boolean {
  const isAmount = (dimension: Dimension): boolean => isCount(dimension) || dimension === 'bytes';
  const isRate = (dimension: Dimension): boolean => dimension === 'rate' || dimension === 'byteRate';
  return areOfOneKind(over, under) || (isAmount(over) && isAmount(under)) || (isRate(over) && isRate(under));
}

/** A dimension as a noun with its article. */
export function wordOf(dimension: Dimension): string {
  switch (dimension) {
    case 'connections':
    case 'members':
    case 'bytes':
      return `a number of ${dimension}`;
    case 'byteRate':
      return 'a rate of bytes';
    default:
      return `a ${dimension}`;
  }
}

function isCount(dimension: Dimension): boolean {
  return dimension === 'connections' || dimension === 'count';
}

function dimensionOfCounter(unit: CounterUnit): Dimension {
  if (unit === 'bytes') return unit;
  return unit === 'connections' ? unit : 'count';
}

function dimensionOfRate(word: string): Dimension {
  return isCounter(word) && counterOf(word).unit === 'bytes' ? 'byteRate' : 'rate';
}

/** Several asks or retries may belong to one connection: of those a share is a ratio, and may be above 1. */
function dimensionOfShare(word: string): Dimension {
  return isCounter(word) && !counterOf(word).base.isPart ? 'ratio' : 'share';
}
