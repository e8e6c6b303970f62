/**
 * Units in which what an expectation measures is told; durations of a first byte are in ms, as in every result file.
 */
import { toMs, toSeconds } from '../kernel/time.ts';
import type { Series, Subject } from '../scenario/expectation.ts';
import { type Dimension, dimensionOfSeries, dimensionOfSubject } from '../scenario/expression/dimension.ts';
import { counterOf, isCounter } from './counters.ts';
import type { CounterUnit, Unit } from './format-number.ts';

/** What counts and rates are told in besides follows from what is counted. */
const UNITS: Readonly<Record<Exclude<Dimension, 'connections' | 'count' | 'bytes' | 'rate' | 'byteRate'>, Unit>> = {
  members: 'members',
  share: 'share',
  latency: 'ms',
  duration: 's',
  utilisation: 'share',
  ratio: 'ratio',
};

export function unitOf(subject: Subject): Unit {
  const { measure } = subject.kind === 'single' ? subject.quantity : subject.left;
  const counted = 'of' in measure ? measure.of : measure.kind === 'series' ? measure.series.of : null;
  return unitOfDimension(dimensionOfSubject(subject), counted);
}

export function unitOfSeries(series: Series): Unit {
  return unitOfDimension(dimensionOfSeries(series), series.of);
}

/** A number of the scenario in the unit: durations come in us. */
export function toUnit(value: number, unit: Unit): number {
  if (unit === 'ms') return toMs(value);
  return unit === 's' ? toSeconds(value) : value;
}

/** @param counted what is counted, if anything is */
function unitOfDimension(dimension: Dimension, counted: string | null): Unit {
  const unit: CounterUnit = counted !== null && isCounter(counted) ? counterOf(counted).unit : 'connections';
  switch (dimension) {
    case 'connections':
    case 'count':
    case 'bytes':
      return unit;
    case 'rate':
    case 'byteRate':
      return `${unit}/s`;
    default:
      return UNITS[dimension];
  }
}
