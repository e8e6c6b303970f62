/**
 * Which intervals of a series belong to a span of the run: those that lie in it whole.
 *
 * Figures of the serving side exist by interval only; an interval that sticks out of the span would bring
 * in what happened outside of it.
 */
import type { RunRecord } from './run-record.ts';

export interface IntervalRange {
  readonly first: number;
  /** One past the last; equal to `first` when none fits. */
  readonly end: number;
}

/**
 * Intervals that a run simulated to their end: all of them, unless it was cut short. The state of the fleet is taken
 * down in the last microsecond of an interval, so of the one in which the cut fell nothing is known.
 */
export function reachedIntervals(
  run: Pick<RunRecord, 'isComplete' | 'intervalCount' | 'simulatedUs'>,
  intervalUs: number,
): number {
  return run.isComplete ? run.intervalCount : Math.floor((run.simulatedUs + 1) / intervalUs);
}

/** Whole intervals of the span that the run reached. */
export function wholeIntervalsOf(
  run: Pick<RunRecord, 'isComplete' | 'intervalCount' | 'simulatedUs'>,
  span: { readonly start: number; readonly end: number },
  intervalUs: number,
): IntervalRange {
  return wholeIntervals(
    span,
    intervalUs,
    run.isComplete ? run.simulatedUs : reachedIntervals(run, intervalUs) * intervalUs,
  );
}

/**
 * @param intervalUs width of an interval
 * @param endOfDataUs end of the run: the interval that it cuts short still counts as whole
 */
export function wholeIntervals(
  span: { readonly start: number; readonly end: number },
  intervalUs: number,
  endOfDataUs: number,
): IntervalRange {
  const first = Math.ceil(span.start / intervalUs);
  const end = span.end >= endOfDataUs ? Math.ceil(endOfDataUs / intervalUs) : Math.floor(span.end / intervalUs);
  return { first, end: Math.max(first, end) };
}
