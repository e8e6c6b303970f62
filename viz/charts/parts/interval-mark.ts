/**
 * An estimate of a design on an axis: a bar from end to end of its interval, and a marker where the estimate lies.
 */
import { markerPath } from './marker.ts';
import { type Group, moveTo, round } from './svg.ts';

/** What every row with an interval has, whatever it estimates. */
export interface IntervalShape {
  readonly designClass: string;
  /** Gives the marker its shape. */
  readonly designIndex: number;
  /** null without an interval. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * @param x from a value to pixels
 * @param isHollow the marker of what is not established
 * @returns the marker, to which words can be attached
 */
export function drawIntervalMark(
  g: Group,
  { designClass, designIndex, low, high }: IntervalShape,
  {
    at,
    x,
    y,
    isHollow,
  }: { readonly at: number; readonly x: (value: number) => number; readonly y: number; readonly isHollow: boolean },
): SVGPathElement {
  if (low !== null && high !== null) {
    g.append('line')
      .attr('class', `stroke interval ${designClass}`)
      .attr('x1', round(x(low)))
      .attr('x2', round(x(high)))
      .attr('y1', y)
      .attr('y2', y);
  }
  return g
    .append('path')
    .attr('class', `${isHollow ? 'stroke hollow' : 'fill mean'} ${designClass}`)
    .attr('transform', moveTo(x(at), y))
    .attr('d', markerPath(designIndex))
    .node()!;
}
