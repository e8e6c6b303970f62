/**
 * The event lane: what was done to the system and when, above every time chart on the same axis; and the pale bands
 * that carry the same spans down through the panels. A span that lasts to the end runs to the end.
 */
import type { ScaleLinear } from 'd3';
import type { Group } from './svg.ts';
import { fitText, round, textWidth } from './svg.ts';

export interface LaneEvent {
  readonly label: string;
  /** `load` changes the traffic, `fault` takes something away, `repair` gives it back or changes a setting. */
  readonly nature: 'load' | 'fault' | 'repair';
  readonly startMs: number;
  readonly endMs: number;
}

export interface Lane {
  readonly durationMs: number;
  readonly warmupMs: number;
  readonly events: readonly LaneEvent[];
}

const ROW_PX = 22;
const BAR_PX = 17;
const FONT_PX = 11.5;
const SYMBOL: Readonly<Record<LaneEvent['nature'], string>> = { load: '▲', fault: '✕', repair: '○' };

interface PlacedEvent {
  readonly event: LaneEvent;
  readonly row: number;
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** x of the label: inside the bar, or beside it where the bar is too short. */
  readonly textX: number;
  readonly anchor: 'start' | 'end';
}

/** Inside the bar where it fits, else beside it: after, before, or on the side with more room. */
function labelPlace(width: number, left: number, right: number, end: number): 'inside' | 'before' | 'after' {
  if (width <= right - left) return 'inside';
  if (right + width <= end) return 'after';
  return width <= left || left >= end - right ? 'before' : 'after';
}

/** First-fit rows, so that neither bars nor labels overlap. */
function placeEvents(lane: Lane, x: ScaleLinear<number, number>): PlacedEvent[] {
  const [, end] = x.range() as [number, number];
  const rowEnds: number[] = [];
  return lane.events.map((event) => {
    const left = x(event.startMs);
    const right = Math.max(x(event.endMs), left + 3);
    const text = `${SYMBOL[event.nature]} ${event.label}`;
    const width = textWidth(text, FONT_PX) + 12;
    const place = labelPlace(width, left, right, end);
    const from = place === 'before' ? Math.max(0, left - width) : left;
    const to = place === 'after' ? right + width : right;
    const free = rowEnds.findIndex((used) => used <= from);
    const row = free === -1 ? rowEnds.length : free;
    rowEnds[row] = to + 6;
    const room = { inside: right - left, before: left - 6, after: end - right - 6 }[place];
    const textX = { inside: left + 6, before: left - 5, after: right + 5 }[place];
    return {
      event,
      row,
      text: fitText(text, room, FONT_PX),
      left,
      right,
      textX,
      anchor: place === 'before' ? 'end' : 'start',
    };
  });
}

export function laneHeight(lane: Lane, x: ScaleLinear<number, number>): number {
  const rows = placeEvents(lane, x).reduce((most, placed) => Math.max(most, placed.row + 1), 0);
  return rows === 0 ? 0 : rows * ROW_PX + 4;
}

/** Draws the lane from y = 0 down. */
export function drawLane(group: Group, lane: Lane, x: ScaleLinear<number, number>): void {
  for (const placed of placeEvents(lane, x)) {
    const y = placed.row * ROW_PX;
    const g = group.append('g').attr('class', `event event-${placed.event.nature}`);
    g.append('rect')
      .attr('x', round(placed.left))
      .attr('y', y)
      .attr('width', round(placed.right - placed.left))
      .attr('height', BAR_PX)
      .attr('rx', 2);
    g.append('text')
      .attr('x', round(placed.textX))
      .attr('y', y + 12.5)
      .attr('text-anchor', placed.anchor)
      .text(placed.text);
  }
}

/** The spans of the events and of the warm-up as bands between `top` and `bottom`. */
export function drawBands(group: Group, lane: Lane, x: ScaleLinear<number, number>, top: number, bottom: number): void {
  const band = (className: string, startMs: number, endMs: number) =>
    group
      .append('rect')
      .attr('class', className)
      .attr('x', round(x(startMs)))
      .attr('y', round(top))
      .attr('width', round(Math.max(1, x(endMs) - x(startMs))))
      .attr('height', round(bottom - top));
  if (lane.warmupMs > 0) band('band-warmup', 0, lane.warmupMs);
  for (const event of lane.events) band(`band band-${event.nature}`, event.startMs, event.endMs);
}
