/**
 * Axes of the time charts: minutes below, values on the left with hairlines across, labels in the reading direction.
 */
import type { ScaleLinear } from 'd3';
import { formatClock } from '../../format.ts';
import type { Group } from './svg.ts';
import { round } from './svg.ts';

type Linear = ScaleLinear<number, number>;

const SECOND = 1000;
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map(
  (s) => s * SECOND,
);
const PIXELS_PER_TICK = 74;

/** Round clock times across `durationMs` that leave room for their labels on `width` pixels. */
export function timeTicks(durationMs: number, width: number): number[] {
  const most = Math.max(2, Math.floor(width / PIXELS_PER_TICK));
  const step = STEPS_MS.find((ms) => durationMs / ms <= most) ?? Math.ceil(durationMs / most);
  return Array.from({ length: Math.floor(durationMs / step) + 1 }, (_, i) => i * step);
}

/** Ticks and clock labels at `y`; the first and last label stay inside the plot. */
export function drawTimeAxis(group: Group, x: Linear, y: number): void {
  const [left, right] = x.range() as [number, number];
  const axis = group.append('g').attr('class', 'axis');
  axis.append('line').attr('class', 'axis-line').attr('x1', left).attr('x2', right).attr('y1', y).attr('y2', y);
  for (const tick of timeTicks(x.domain()[1]!, right - left)) {
    const at = round(x(tick));
    axis
      .append('line')
      .attr('class', 'axis-line')
      .attr('x1', at)
      .attr('x2', at)
      .attr('y1', y)
      .attr('y2', y + 4);
    axis
      .append('text')
      .attr('class', 'tick')
      .attr('x', at)
      .attr('y', y + 16)
      .attr('text-anchor', at - left < 8 ? 'start' : right - at < 14 ? 'end' : 'middle')
      .text(formatClock(tick));
  }
}

/** Hairlines and labels of `ticks`, the label to the left of the plot. */
export function drawValueAxis(
  group: Group,
  y: Linear,
  x: readonly [number, number],
  format: (value: number) => string,
  count = 4,
): void {
  const axis = group.append('g').attr('class', 'axis');
  for (const tick of y.ticks(count)) {
    const at = round(y(tick));
    axis
      .append('line')
      .attr('class', tick === 0 ? 'axis-line' : 'grid')
      .attr('x1', x[0])
      .attr('x2', x[1])
      .attr('y1', at)
      .attr('y2', at);
    axis
      .append('text')
      .attr('class', 'tick')
      .attr('x', x[0] - 6)
      .attr('y', at + 4)
      .attr('text-anchor', 'end')
      .text(format(tick));
  }
}
