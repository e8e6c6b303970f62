/**
 * Small multiples over time: one panel per quantity or region, one line per design (colour and dash), all on one
 * time axis under one event lane. A panel may carry a band (lowest to highest replication or sample), a capacity
 * step and a strip of health below.
 */
import { area, curveStepAfter, line, max, scaleLinear } from 'd3';
import type { Samples } from '../../sim/metrics/experiment-result.ts';
import { known } from '../data/samples.ts';
import { formatClock, formatTick } from '../format.ts';
import type { Chart, Frame } from './chart.ts';
import { drawTimeAxis, drawValueAxis } from './parts/axes.ts';
import type { Lane } from './parts/event-lane.ts';
import { drawBands, drawLane, laneHeight } from './parts/event-lane.ts';
import type { HealthRun } from './parts/health-strip.ts';
import { drawHealthStrip, HEALTH_ROW_PX } from './parts/health-strip.ts';
import type { Group } from './parts/svg.ts';
import { createSvg, moveTo } from './parts/svg.ts';

export interface LinePanelsData {
  readonly label: string;
  readonly lane: Lane;
  readonly timesMs: readonly number[];
  readonly panels: readonly LinePanel[];
}

export interface LinePanel {
  readonly title: string;
  readonly subtitle: string;
  /** Swatch before the title; empty for none. */
  readonly swatchClass: string;
  readonly lines: readonly PanelLine[];
  /** Target capacity by time; null where the panel has none. */
  readonly capacity: Samples | null;
  /** One row per design. */
  readonly health: readonly {
    readonly label: string;
    readonly designClass: string;
    readonly runs: readonly HealthRun[];
  }[];
}

export interface PanelLine {
  readonly label: string;
  readonly designClass: string;
  /** null: not simulated. */
  readonly values: Samples;
  readonly low: Samples | null;
  readonly high: Samples | null;
}

type Linear = ReturnType<typeof scaleLinear<number, number>>;

const MARGIN = { left: 50, right: 14 };
const GAP = 26;
const LEAST_PANEL_PX = 350;
const TITLE_PX = 40;
const PLOT_PX = 120;
const AXIS_PX = 34;
/** Keeps the strip clear of the label of zero. */
const HEALTH_TOP_PX = 8;

export const linePanels: Chart<LinePanelsData> = (data, frame) => {
  const most = Math.max(1, Math.min(data.panels.length, Math.floor((frame.width + GAP) / LEAST_PANEL_PX)));
  // As few rows as the width allows, then columns to fill them evenly.
  const columns = Math.ceil(data.panels.length / Math.ceil(data.panels.length / most));
  const width = (frame.width - GAP * (columns - 1)) / columns;
  const x = scaleLinear([0, data.lane.durationMs], [MARGIN.left, width - MARGIN.right]);
  const laneBottom = laneHeight(data.lane, x);
  const healthRows = max(data.panels, (panel) => panel.health.length) ?? 0;
  const pitch = TITLE_PX + PLOT_PX + (healthRows > 0 ? HEALTH_TOP_PX + healthRows * HEALTH_ROW_PX : 0) + AXIS_PX;
  const rows = Math.ceil(data.panels.length / columns);
  const svg = createSvg(frame, laneBottom + rows * pitch, data.label);
  for (let column = 0; column < columns; column++) {
    svg
      .append('g')
      .attr('transform', moveTo(column * (width + GAP), 0))
      .call((g) => drawLane(g, data.lane, x));
  }
  for (const [i, panel] of data.panels.entries()) {
    const left = (i % columns) * (width + GAP);
    const g = svg.append('g').attr('transform', moveTo(left, laneBottom + Math.floor(i / columns) * pitch));
    drawPanel(g, panel, data, x, frame);
  }
  return svg.node()!;
};

function drawPanel(g: Group, panel: LinePanel, data: LinePanelsData, x: Linear, frame: Frame): void {
  const bottom = TITLE_PX + PLOT_PX;
  const top = Math.max(
    max(panel.lines, (l) => max(known(l.high ?? l.values)) ?? 0) ?? 0,
    max(known(panel.capacity ?? [])) ?? 0,
  );
  const y = scaleLinear([0, top * 1.06 || 1], [bottom, TITLE_PX]).nice(3);
  const healthBottom = bottom + (panel.health.length > 0 ? HEALTH_TOP_PX + panel.health.length * HEALTH_ROW_PX : 0);
  drawHeading(g, panel);
  drawBands(g, data.lane, x, TITLE_PX, bottom);
  drawValueAxis(g, y, x.range() as [number, number], formatTick, 3);
  if (panel.capacity !== null) {
    const capacity = line<number | null>(
      (_, t) => x(data.timesMs[t]!),
      (c) => y(c!),
    )
      .defined((c) => c !== null)
      .curve(curveStepAfter)
      .digits(1);
    g.append('path').attr('class', 'capacity-line').attr('d', capacity(panel.capacity));
  }
  for (const one of panel.lines) drawLine(g, one, data.timesMs, x, y);
  for (const [row, health] of panel.health.entries()) {
    drawHealthStrip(g, health, x, bottom + HEALTH_TOP_PX + row * HEALTH_ROW_PX, frame.tips);
  }
  drawTimeAxis(g, x, healthBottom);
  addReadings(g, panel, data, frame, { x, top: TITLE_PX, bottom });
}

function drawHeading(g: Group, panel: LinePanel): void {
  const indent = panel.swatchClass === '' ? 0 : 16;
  if (indent > 0) {
    g.append('rect')
      .attr('class', `fill ${panel.swatchClass}`)
      .attr('x', 0)
      .attr('y', 6)
      .attr('width', 10)
      .attr('height', 10);
  }
  g.append('text').attr('class', 'panel-title').attr('x', indent).attr('y', 15).text(panel.title);
  g.append('text').attr('class', 'note').attr('x', indent).attr('y', 30).text(panel.subtitle);
}

function drawLine(g: Group, one: PanelLine, timesMs: readonly number[], x: Linear, y: Linear): void {
  if (one.low !== null && one.high !== null) {
    const { low, high } = one;
    g.append('path')
      .attr('class', `fill spread ${one.designClass}`)
      .attr(
        'd',
        area<number>(
          (t) => x(timesMs[t]!),
          (t) => y(low[t]!),
          (t) => y(high[t]!),
        )
          .defined((t) => low[t] !== null && high[t] !== null)
          .digits(1)(low.map((_, t) => t)),
      );
  }
  g.append('path')
    .attr('class', `stroke series ${one.designClass}`)
    .attr(
      'd',
      line<number | null>(
        (_, t) => x(timesMs[t]!),
        (v) => y(v!),
      )
        .defined((v) => v !== null)
        .digits(1)(one.values),
    );
}

interface Plot {
  readonly x: Linear;
  readonly top: number;
  readonly bottom: number;
}

function addReadings(g: Group, panel: LinePanel, data: LinePanelsData, frame: Frame, plot: Plot): void {
  const [from, to] = plot.x.range() as [number, number];
  const cover = g
    .append('rect')
    .attr('class', 'cover')
    .attr('x', from)
    .attr('y', plot.top)
    .attr('width', to - from)
    .attr('height', plot.bottom - plot.top);
  const step = (data.timesMs[1] ?? data.lane.durationMs) - data.timesMs[0]!;
  frame.tips.surface(cover.node()!, (px) => {
    const t = Math.min(data.timesMs.length - 1, Math.max(0, Math.round((plot.x.invert(px) - data.timesMs[0]!) / step)));
    const rows = panel.lines.map((one) => `${one.label}: ${reading(one.values[t]!)}`);
    if (panel.capacity !== null) rows.push(`capacity: ${reading(panel.capacity[t]!)}`);
    return {
      text: [`${formatClock(data.timesMs[t]!)} · ${panel.title}`, ...rows].join('\n'),
      rule: { x: plot.x(data.timesMs[t]!), top: plot.top, bottom: plot.bottom },
    };
  });
}

function reading(value: number | null): string {
  return value === null ? 'not simulated' : formatTick(value);
}
