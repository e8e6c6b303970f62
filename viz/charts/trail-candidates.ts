/**
 * The zonal backends that a front end chose among: a row each, in the order in which it goes. The upper bar
 * is the load as the front end saw it, the lower one the real load, the upright rule the target capacity; the
 * one that was picked is marked.
 */
import { scaleLinear } from 'd3';
import { formatNumber, formatShare } from '../format.ts';
import type { Chart } from './chart.ts';
import type { Group } from './parts/svg.ts';
import { createSvg, fitText, moveTo, round, textWidth } from './parts/svg.ts';

export interface TrailCandidatesData {
  readonly label: string;
  readonly unit: string;
  readonly rows: readonly TrailCandidateRow[];
}

export interface TrailCandidateRow {
  readonly name: string;
  /** "1st, asia-northeast3-a, 0.7 ms" */
  readonly place: string;
  readonly regionClass: string;
  readonly capacity: number;
  readonly seenLoad: number;
  readonly realLoad: number;
  /** `null`: not known. */
  readonly share: number | null;
  /** "20 of 20 members healthy as seen, 0 really serving" */
  readonly health: string;
  readonly isPicked: boolean;
  readonly why: string;
}

const ROW_PX = 48;
const BAR_PX = 9;
const FONT_PX = 12.5;
const SMALL_PX = 11;
const MARK_PX = 16;
/** Below this width the reasons stand under the bars. */
const SIDE_BY_SIDE_PX = 720;
/** Longest name, as part of the width. */
const LABEL_SHARE = 0.34;

export const trailCandidates: Chart<TrailCandidatesData> = (data, frame) => {
  const isWide = frame.width >= SIDE_BY_SIDE_PX;
  const longest = Math.max(
    ...data.rows.map(({ name, place }) => Math.max(textWidth(name, FONT_PX), textWidth(place, SMALL_PX))),
  );
  const labelPx = MARK_PX + Math.min(frame.width * LABEL_SHARE, longest + 12);
  const barsPx = (frame.width - labelPx) * (isWide ? 0.42 : 1) - 70;
  const rowPx = isWide ? ROW_PX : ROW_PX + 18;
  const svg = createSvg(frame, data.rows.length * rowPx + 6, data.label);
  const most = Math.max(...data.rows.flatMap(({ capacity, seenLoad, realLoad }) => [capacity, seenLoad, realLoad]), 1);
  const x = scaleLinear([0, most], [0, barsPx]);
  for (const [index, row] of data.rows.entries()) {
    const g = svg.append('g').attr('transform', moveTo(0, index * rowPx + 4));
    drawLabel(g, row, labelPx);
    drawBars(g.append('g').attr('transform', moveTo(labelPx, 8)), row, x);
    const at = isWide ? { x: labelPx + barsPx + 78, y: 19 } : { x: MARK_PX, y: ROW_PX + 2 };
    const words = fitText(row.why, frame.width - at.x, FONT_PX);
    g.append('text')
      .attr('class', row.isPicked ? 'trail-why picked' : 'trail-why')
      .attr('x', round(at.x))
      .attr('y', at.y)
      .text(words);
    frame.tips.mark(g.node()!, tipText(row, data.unit));
  }
  return svg.node()!;
};

function drawLabel(g: Group, row: TrailCandidateRow, labelPx: number): void {
  if (row.isPicked) g.append('path').attr('class', 'trail-mark').attr('d', 'M1,7l10,6l-10,6z');
  g.append('text')
    .attr('class', row.isPicked ? 'row-label picked' : 'row-label')
    .attr('x', MARK_PX)
    .attr('y', 15)
    .text(fitText(row.name, labelPx - MARK_PX - 4, FONT_PX));
  g.append('text')
    .attr('class', 'row-label small')
    .attr('x', MARK_PX)
    .attr('y', 30)
    .text(fitText(row.place, labelPx - MARK_PX - 4, SMALL_PX));
}

function drawBars(g: Group, row: TrailCandidateRow, x: (value: number) => number): void {
  const bars = [
    { load: row.seenLoad, y: 0, kind: 'seen' },
    { load: row.realLoad, y: BAR_PX + 3, kind: 'real' },
  ] as const;
  for (const { load, y, kind } of bars) {
    g.append('rect')
      .attr('class', `trail-${kind} ${row.regionClass}`)
      .attr('x', 0)
      .attr('y', y)
      .attr('width', round(Math.max(load > 0 ? 1 : 0, x(load))))
      .attr('height', BAR_PX);
    g.append('text')
      .attr('class', 'row-label small')
      .attr('x', round(x(load)) + 5)
      .attr('y', y + BAR_PX - 0.5)
      .text(formatNumber(Math.round(load)));
  }
  g.append('line')
    .attr('class', 'trail-capacity')
    .attr('x1', round(x(row.capacity)))
    .attr('x2', round(x(row.capacity)))
    .attr('y1', -4)
    .attr('y2', 2 * BAR_PX + 7);
}

function tipText({ name, capacity, seenLoad, realLoad, share, health, why }: TrailCandidateRow, unit: string): string {
  return [
    name,
    `target capacity ${formatNumber(capacity)} ${unit}`,
    `load as seen ${formatNumber(seenLoad)}, really ${formatNumber(realLoad)}`,
    health,
    share === null ? 'share of new connections unknown' : `${formatShare(share)} of new connections at this front end`,
    why,
  ].join('\n');
}
