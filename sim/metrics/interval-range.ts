/**
 * Which intervals of a series belong to a span of the run: those that lie in it whole.
 *
 * Figures of the serving side exist by interval only; an interval that sticks out of the span would bring in what happened outside of it.
 */
export interface IntervalRange {
  readonly first: number;
  /** One past the last; equal to `first` when none fits. */
  readonly end: number;
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
