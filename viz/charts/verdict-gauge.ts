/**
 * A verdict as a picture: the side of the threshold that holds is shaded, the measured interval lies on the axis, its
 * mean is a marker. An interval that straddles the edge of the shade is what "undecided" means.
 */
import { type ScaleLinear, scaleLinear } from 'd3';
import { formatQuantity } from '../format.ts';
import type { Chart } from './chart.ts';
import { createSvg, moveTo, round, textWidth } from './parts/svg.ts';

export interface VerdictGaugeData {
  readonly label: string;
  readonly state: 'held' | 'failed' | 'undecided';
  /** Which side of the threshold holds; `at` for equality, `apart` for inequality. */
  readonly holds: 'below' | 'above' | 'at' | 'apart';
  readonly measured: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly threshold: number;
  /** Half the width of the range that holds for `at`, and fails for `apart`; 0 where it is a point. */
  readonly tolerance: number;
  readonly unit: string;
}

const HEIGHT = 46;
const AXIS_Y = 18;

/** The span of the axis: threshold and interval with room around; zero is kept in view where it is near. */
export function gaugeDomain(data: VerdictGaugeData): [number, number] {
  const ends = [
    data.threshold - data.tolerance,
    data.threshold + data.tolerance,
    data.measured,
    data.low,
    data.high,
  ].filter((v) => v !== null);
  const least = Math.min(...ends);
  const most = Math.max(...ends);
  const room = most - least > 0 ? (most - least) * 0.35 : Math.abs(data.threshold) * 0.25 || 1;
  const from = least >= 0 && least - room < (most - least) * 0.5 ? Math.min(0, least) : least - room;
  return [from, most + room];
}

/**
 * The parts of the axis that hold. A point is drawn 6 wide, so that it can be seen; next to a point
 * everything holds that is apart from it.
 */
function shades(data: VerdictGaugeData, x: ScaleLinear<number, number>, edge: number): [number, number][] {
  const [left, right] = x.range() as [number, number];
  const near: [number, number] =
    data.tolerance > 0
      ? [x(data.threshold - data.tolerance), x(data.threshold + data.tolerance)]
      : [edge - 3, edge + 3];
  switch (data.holds) {
    case 'below':
      return [[left, edge]];
    case 'above':
      return [[edge, right]];
    case 'at':
      return [near];
    case 'apart':
      return data.tolerance > 0
        ? [
            [left, near[0]],
            [near[1], right],
          ]
        : [[left, right]];
  }
}

export const verdictGauge: Chart<VerdictGaugeData> = (data, frame) => {
  const svg = createSvg(frame, HEIGHT, data.label);
  const x = scaleLinear(gaugeDomain(data), [8, frame.width - 8]).clamp(true);
  const [left, right] = x.range() as [number, number];
  const edge = round(x(data.threshold));
  for (const [from, to] of shades(data, x, edge)) {
    svg
      .append('rect')
      .attr('class', 'gauge-holds')
      .attr('x', round(from))
      .attr('y', AXIS_Y - 10)
      .attr('width', round(Math.max(0, to - from)))
      .attr('height', 20);
  }
  svg
    .append('line')
    .attr('class', 'axis-line')
    .attr('x1', left)
    .attr('x2', right)
    .attr('y1', AXIS_Y)
    .attr('y2', AXIS_Y);
  svg
    .append('line')
    .attr('class', 'gauge-threshold')
    .attr('x1', edge)
    .attr('x2', edge)
    .attr('y1', AXIS_Y - 14)
    .attr('y2', AXIS_Y + 12);
  const words = formatQuantity(data.threshold, data.unit);
  const half = textWidth(words, 12) / 2;
  svg
    .append('text')
    .attr('class', 'tick')
    .attr('x', Math.min(Math.max(edge, left + half - 6), right - half + 6))
    .attr('y', AXIS_Y + 25)
    .attr('text-anchor', 'middle')
    .text(words);
  if (data.low !== null && data.high !== null) {
    svg
      .append('line')
      .attr('class', `gauge-interval state-${data.state}`)
      .attr('x1', round(x(data.low)))
      .attr('x2', round(Math.max(x(data.high), x(data.low) + 1)))
      .attr('y1', AXIS_Y)
      .attr('y2', AXIS_Y);
  }
  if (data.measured !== null) {
    svg
      .append('circle')
      .attr('class', `gauge-mean state-${data.state}`)
      .attr('transform', moveTo(x(data.measured), AXIS_Y))
      .attr('r', 5);
  }
  return svg.node()!;
};
