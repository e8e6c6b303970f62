/** Units in which what an expectation measures is told; durations of a first byte are in ms, as in every result file. */
import { toMs, toSeconds } from '../kernel/time.ts';
import type { Subject } from '../scenario/expectation.ts';
import { type Dimension, dimensionOfSubject } from '../scenario/expression/dimension.ts';
import type { Unit } from './format-number.ts';

const UNITS: Readonly<Record<Dimension, Unit>> = {
  connections: 'connections',
  members: 'members',
  share: 'share',
  rate: 'connections/s',
  latency: 'ms',
  duration: 's',
  utilisation: 'share',
  ratio: 'ratio',
};

export function unitOf(subject: Subject): Unit {
  return UNITS[dimensionOfSubject(subject)];
}

/** A number of the scenario in the unit: durations come in us. */
export function toUnit(value: number, unit: Unit): number {
  if (unit === 'ms') return toMs(value);
  return unit === 's' ? toSeconds(value) : value;
}
