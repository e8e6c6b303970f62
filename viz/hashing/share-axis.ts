/** What the hashing charts' axes share: percentages below the plot with hairlines up, and a sign where it matters. */
import type { ScaleContinuousNumeric } from 'd3';
import { type Group, round } from '../charts/parts/svg.ts';
import { formatShare } from '../format.ts';

/** Between labels, so that they do not touch. */
const PIXELS_PER_TICK = 84;

/** "+0.1%", "−2%", "0%". */
export function signedShare(share: number): string {
  const text = formatShare(share);
  return share > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Round deviations at `bottom`, with a firm line at zero. */
export function drawShareAxis(
  g: Group,
  x: ScaleContinuousNumeric<number, number>,
  bottom: number,
  ticks: readonly number[] = x.ticks(Math.max(2, Math.floor((x.range()[1]! - x.range()[0]!) / PIXELS_PER_TICK))),
  label: (share: number) => string = signedShare,
): void {
  const axis = g.append('g').attr('class', 'axis');
  for (const tick of ticks) {
    const at = round(x(tick));
    axis
      .append('line')
      .attr('class', tick === 0 ? 'axis-line' : 'grid')
      .attr('x1', at)
      .attr('x2', at)
      .attr('y1', 0)
      .attr('y2', bottom);
    axis
      .append('text')
      .attr('class', 'tick')
      .attr('x', at)
      .attr('y', bottom + 16)
      .attr('text-anchor', 'middle')
      .text(label(tick));
  }
}

/**
 * Of `wanted`, those inside the scale that keep their distance, the first ones first; the scale's
 * own where that leaves too few.
 */
export function spacedTicks(x: ScaleContinuousNumeric<number, number>, wanted: readonly number[]): number[] {
  const [low, high] = x.domain() as [number, number];
  const inside = wanted.filter((tick) => tick >= low && tick <= high);
  return spaced(x, inside.length >= 3 ? inside : x.ticks(5));
}

function spaced(x: ScaleContinuousNumeric<number, number>, ticks: readonly number[]): number[] {
  const kept: number[] = [];
  for (const tick of ticks) {
    if (kept.every((other) => Math.abs(x(other) - x(tick)) >= PIXELS_PER_TICK / 2)) kept.push(tick);
  }
  return kept;
}
