/**
 * Utilisation of every backend over time, one panel per design under one event lane. Twelve shades to 100 % and one
 * more, outlined in the key, above; cells of one shade are one path, so that a large run stays a small drawing.
 */
import { scaleLinear } from 'd3';
import { formatClock, formatShare } from '../format.ts';
import type { Chart, Frame } from './chart.ts';
import { drawTimeAxis } from './parts/axes.ts';
import type { Lane } from './parts/event-lane.ts';
import { drawLane, laneHeight } from './parts/event-lane.ts';
import { fitDistinct } from './parts/fit-distinct.ts';
import { magnitudeClass } from './parts/magnitude.ts';
import type { Group } from './parts/svg.ts';
import { createSvg, moveTo, round, textWidth } from './parts/svg.ts';

export interface BackendHeatData {
  readonly lane: Lane;
  /** Start of each column. */
  readonly timesMs: readonly number[];
  readonly backends: readonly HeatBackend[];
  readonly panels: readonly BackendHeatPanel[];
}

export interface HeatBackend {
  /** Different for every backend. */
  readonly label: string;
  /** With the zone; stands where there is room for it in every row. */
  readonly fullLabel: string;
  readonly regionClass: string;
}

export interface BackendHeatPanel {
  readonly title: string;
  readonly designClass: string;
  /**
   * Share of capacity in use [backend][column], the highest in the column; null without capacity;
   * shorter where the run was cut.
   */
  readonly utilisation: readonly (readonly (number | null)[])[];
}

const TITLE_PX = 30;
const AXIS_PX = 30;

export const backendHeat: Chart<BackendHeatData> = (data, frame) => {
  const labelPx = Math.min(240, frame.width * 0.3);
  const rowPx = data.backends.length > 24 ? 12 : 18;
  const x = scaleLinear([0, data.lane.durationMs], [labelPx, frame.width - 12]);
  const laneBottom = laneHeight(data.lane, x);
  const pitch = TITLE_PX + data.backends.length * rowPx + AXIS_PX;
  const svg = createSvg(frame, laneBottom + data.panels.length * pitch, 'Utilisation of every backend over time.');
  svg.append('g').call((g) => drawLane(g, data.lane, x));
  for (const [i, panel] of data.panels.entries()) {
    const g = svg.append('g').attr('transform', moveTo(0, laneBottom + i * pitch));
    drawPanel(g, panel, data, x, rowPx, frame);
  }
  return svg.node()!;
};

function drawPanel(
  g: Group,
  panel: BackendHeatPanel,
  data: BackendHeatData,
  x: ReturnType<typeof scaleLinear<number, number>>,
  rowPx: number,
  frame: Frame,
): void {
  const labelPx = x.range()[0]!;
  g.append('rect')
    .attr('class', `fill ${panel.designClass}`)
    .attr('x', labelPx)
    .attr('y', 8)
    .attr('width', 10)
    .attr('height', 10);
  g.append('text')
    .attr('class', 'panel-title')
    .attr('x', labelPx + 16)
    .attr('y', 17)
    .text(panel.title);
  const labels = rowLabels(data.backends, labelPx - 16, rowPx < 15 ? 10 : 13);
  for (const [b, backend] of data.backends.entries()) {
    const y = TITLE_PX + b * rowPx;
    g.append('rect')
      .attr('class', `fill ${backend.regionClass}`)
      .attr('x', labelPx - 8)
      .attr('y', y + 1)
      .attr('width', 4)
      .attr('height', rowPx - 2);
    g.append('text')
      .attr('class', rowPx < 15 ? 'row-label small' : 'row-label')
      .attr('x', labelPx - 13)
      .attr('y', y + rowPx / 2 + 4)
      .attr('text-anchor', 'end')
      .text(labels[b]!);
  }
  for (const [shade, path] of shadedPaths(panel, data, x, rowPx))
    g.append('path').attr('class', `cell ${shade}`).attr('d', path);
  drawTimeAxis(g, x, TITLE_PX + data.backends.length * rowPx + 2);
  addReadings(g, panel, data, x, rowPx, frame);
}

function rowLabels(backends: readonly HeatBackend[], width: number, fontPx: number): string[] {
  const full = backends.map((backend) => backend.fullLabel);
  const isRoomy = full.every((label) => textWidth(label, fontPx) <= width);
  return isRoomy
    ? full
    : fitDistinct(
        backends.map((backend) => backend.label),
        width,
        fontPx,
      );
}

/**
 * One path per shade; neighbours of one shade in a row are one rectangle. In order of first
 * appearance, so the bytes are stable.
 */
function shadedPaths(
  panel: BackendHeatPanel,
  data: BackendHeatData,
  x: ReturnType<typeof scaleLinear<number, number>>,
  rowPx: number,
): Map<string, string> {
  const paths = new Map<string, string>();
  const endMs = (column: number) => data.timesMs[column] ?? data.lane.durationMs;
  for (const [b, row] of panel.utilisation.entries()) {
    const y = TITLE_PX + b * rowPx;
    let from = 0;
    for (let column = 1; column <= row.length; column++) {
      const shade = shadeOf(row[from]!);
      if (column < row.length && shadeOf(row[column]!) === shade) continue;
      const left = round(x(data.timesMs[from]!));
      const width = round(round(x(endMs(column))) - left);
      paths.set(shade, `${paths.get(shade) ?? ''}M${left},${y}h${width}v${rowPx - 1}h${-width}z`);
      from = column;
    }
  }
  return paths;
}

export function shadeOf(utilisation: number | null): string {
  if (utilisation === null) return 'no-value';
  return utilisation > 1.005 ? 'over' : magnitudeClass(utilisation);
}

function addReadings(
  g: Group,
  panel: BackendHeatPanel,
  data: BackendHeatData,
  x: ReturnType<typeof scaleLinear<number, number>>,
  rowPx: number,
  frame: Frame,
): void {
  const [left, right] = x.range() as [number, number];
  const height = data.backends.length * rowPx;
  const cover = g
    .append('rect')
    .attr('class', 'cover')
    .attr('x', left)
    .attr('y', TITLE_PX)
    .attr('width', right - left)
    .attr('height', height);
  frame.tips.surface(cover.node()!, (px, py) => {
    const b = Math.min(data.backends.length - 1, Math.max(0, Math.floor((py - TITLE_PX) / rowPx)));
    const after = data.timesMs.findIndex((t) => t > x.invert(px));
    const column = after === -1 ? data.timesMs.length - 1 : Math.max(0, after - 1);
    const value = panel.utilisation[b]![column];
    return {
      text: `${formatClock(data.timesMs[column]!)} · ${data.backends[b]!.fullLabel}\n${panel.title}: ${readingOf(value)}`,
      rule: { x: x(data.timesMs[column]!), top: TITLE_PX, bottom: TITLE_PX + height },
    };
  });
}

function readingOf(value: number | null | undefined): string {
  if (value === undefined) return 'not simulated';
  return value === null ? 'no capacity' : formatShare(value);
}
