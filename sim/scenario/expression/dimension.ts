/** The dimension of what is measured, which decides how its bound is written and in which unit it is told. */
import type { Measure, Series, Subject } from '../expectation.ts';

export type Dimension =
  | 'connections'
  | 'members'
  | 'share'
  | 'rate'
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
    case 'moved':
      return 'connections';
    case 'share':
    case 'rate':
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
  if (series.kind !== 'gauge') return series.kind;
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

/** A dimension as a noun with its article. */
export function wordOf(dimension: Dimension): string {
  switch (dimension) {
    case 'connections':
    case 'members':
      return `a number of ${dimension}`;
    default:
      return `a ${dimension}`;
  }
}
