/**
 * How even the servers are: a row for each design, a dot for each of its servers at its connections over the mean of
 * all; dots that would cover one another stand in a pile. The rule at 1 is the fair share.
 */
import { scaleLinear } from 'd3';
import { formatCount, formatNumber } from '../format.ts';
import type { Chart } from './chart.ts';
import type { Group } from './parts/svg.ts';
import { createSvg, fitText, round } from './parts/svg.ts';

export interface ServerDotsData {
  readonly rows: readonly ServerDotsRow[];
}

export interface ServerDotsRow {
  readonly title: string;
  readonly designClass: string;
  /** Of all its servers, connections. */
  readonly mean: number;
  readonly servers: readonly { readonly name: string; readonly count: number; readonly regionClass: string }[];
}

const ROW_PX = 64;
const HEAD_PX = 22;
const FOOT_PX = 24;
const RIGHT_PX = 70;

export const serverDots: Chart<ServerDotsData> = (data, frame) => {
  const labelPx = Math.min(200, frame.width * 0.26);
  const most = Math.max(1.2, ...data.rows.flatMap(({ servers, mean }) => servers.map(({ count }) => count / mean)));
  const x = scaleLinear([0, most], [labelPx + 12, frame.width - RIGHT_PX]).nice();
  const height = HEAD_PX + data.rows.length * ROW_PX;
  const svg = createSvg(frame, height + FOOT_PX, 'Connections of each server over the mean of its design.');
  for (const tick of x.ticks(Math.max(3, Math.floor(frame.width / 130)))) {
    const at = round(x(tick));
    svg.append('line').attr('class', 'grid').attr('x1', at).attr('x2', at).attr('y1', HEAD_PX).attr('y2', height);
    svg
      .append('text')
      .attr('class', 'tick')
      .attr('x', at)
      .attr('y', height + 16)
      .attr('text-anchor', 'middle')
      .text(`${formatNumber(tick)}x`);
  }
  const fair = round(x(1));
  svg
    .append('line')
    .attr('class', 'axis-line')
    .attr('x1', fair)
    .attr('x2', fair)
    .attr('y1', HEAD_PX)
    .attr('y2', height);
  svg
    .append('text')
    .attr('class', 'note')
    .attr('x', fair)
    .attr('y', 14)
    .attr('text-anchor', 'middle')
    .text('fair share');
  for (const [i, row] of data.rows.entries()) {
    const g = svg.append('g');
    const y = HEAD_PX + (i + 0.5) * ROW_PX;
    g.append('text')
      .attr('class', 'row-label')
      .attr('x', 0)
      .attr('y', y + 4)
      .text(fitText(row.title, labelPx, 13));
    g.append('text')
      .attr('class', 'row-value')
      .attr('x', frame.width)
      .attr('y', y + 4)
      .attr('text-anchor', 'end')
      .text(`${formatNumber(Math.max(...row.servers.map(({ count }) => count)) / row.mean)}x`);
    drawDots(g, row, x, y, (mark, tip) => frame.tips.mark(mark, tip));
  }
  return svg.node()!;
};

function drawDots(
  g: Group,
  { servers, mean, title }: ServerDotsRow,
  x: (value: number) => number,
  y: number,
  tell: (mark: SVGElement, tip: string) => void,
): void {
  const radius = servers.length > 300 ? 2 : servers.length > 60 ? 3 : 4.5;
  const piles = new Map<number, number>();
  for (const { name, count, regionClass } of servers) {
    const column = Math.round(x(count / mean) / (2 * radius));
    const place = piles.get(column) ?? 0;
    piles.set(column, place + 1);
    // Above and below the middle by turns, within the row.
    const side = place % 2 === 0 ? 1 : -1;
    const away = side * Math.ceil(place / 2) * 2 * radius;
    const reach = ROW_PX / 2 - radius - 2;
    const mark = g
      .append('circle')
      .attr('class', `fill ${regionClass}`)
      .attr('cx', round(x(count / mean)))
      .attr('cy', round(y + Math.max(-reach, Math.min(reach, away))))
      .attr('r', radius);
    tell(
      mark.node()!,
      `${name}, ${title}\n${formatCount(count)} connections, ${formatNumber(count / mean)}x its fair share`,
    );
  }
}
