/**
 * Open connections by region, stacked, one panel per design on shared axes, under the event lane. The
 * dashed line is the target capacity of all regions together; white seams and labels inside the bands
 * tell regions apart without colour.
 */
import { area, curveStepAfter, line, max, scaleLinear, stack } from 'd3';
import type { Samples } from '../../sim/metrics/experiment-result.ts';
import { addSamples, known } from '../data/samples.ts';
import { formatClock, formatCount, formatTick } from '../format.ts';
import type { Chart, Frame } from './chart.ts';
import { drawTimeAxis, drawValueAxis } from './parts/axes.ts';
import type { Lane } from './parts/event-lane.ts';
import { drawBands, drawLane, laneHeight } from './parts/event-lane.ts';
import type { Group } from './parts/svg.ts';
import { createSvg, round, textWidth } from './parts/svg.ts';

export interface StackedLoadData {
  readonly lane: Lane;
  readonly timesMs: readonly number[];
  readonly panels: readonly StackedPanel[];
}

export interface StackedPanel {
  readonly title: string;
  readonly designClass: string;
  readonly layers: readonly {
    readonly label: string;
    readonly regionClass: string;
    /** null: not simulated. */
    readonly load: Samples;
  }[];
  /** All regions together, [time]. */
  readonly capacity: Samples;
}

const MARGIN = { left: 52, right: 12 };
const TITLE_PX = 26;
const LABEL_PX = 12;

export const stackedLoad: Chart<StackedLoadData> = (data, frame) => {
  const { lane, timesMs } = data;
  const x = scaleLinear([0, lane.durationMs], [MARGIN.left, frame.width - MARGIN.right]);
  const laneBottom = laneHeight(lane, x);
  const panelHeight = frame.width < 600 ? 150 : 190;
  const pitch = panelHeight + TITLE_PX + 28;
  const height = laneBottom + data.panels.length * pitch + 4;
  const svg = createSvg(
    frame,
    height,
    'Open connections by region over time, stacked, against capacity, one panel per design.',
  );
  const top = max(data.panels, (panel) => Math.max(0, ...known(panel.capacity), ...known(totals(panel)))) ?? 1;
  svg.append('g').call((g) => drawLane(g, lane, x));
  for (const [i, panel] of data.panels.entries()) {
    const panelTop = laneBottom + i * pitch + TITLE_PX;
    const y = scaleLinear([0, top * 1.04 || 1], [panelTop + panelHeight, panelTop]);
    const g = svg.append('g');
    drawBands(g, lane, x, panelTop, panelTop + panelHeight);
    drawValueAxis(g, y, [MARGIN.left, frame.width - MARGIN.right], formatTick);
    drawTitle(g, panel, panelTop);
    drawLayers(g, panel, timesMs, x, y);
    drawCapacity(g, panel, timesMs, x, y);
    drawTimeAxis(g, x, panelTop + panelHeight);
    addReadings(g, panel, data, frame, x, y);
  }
  return svg.node()!;
};

type Linear = ReturnType<typeof scaleLinear<number, number>>;

function totals(panel: StackedPanel): Samples {
  return addSamples(panel.layers.map((layer) => layer.load));
}

function drawTitle(g: Group, panel: StackedPanel, panelTop: number): void {
  g.append('rect')
    .attr('class', `fill ${panel.designClass}`)
    .attr('x', MARGIN.left)
    .attr('y', panelTop - 18)
    .attr('width', 10)
    .attr('height', 10);
  g.append('text')
    .attr('class', 'panel-title')
    .attr('x', MARGIN.left + 16)
    .attr('y', panelTop - 9)
    .text(panel.title);
}

function drawLayers(g: Group, panel: StackedPanel, timesMs: readonly number[], x: Linear, y: Linear): void {
  const stacked = stack<number, number>()
    .keys(panel.layers.map((_, i) => i))
    .value((t, key) => panel.layers[key]!.load[t] ?? 0)(timesMs.map((_, t) => t));
  for (const [i, layer] of stacked.entries()) {
    const { regionClass, label } = panel.layers[i]!;
    g.append('path')
      .attr('class', `fill layer ${regionClass}`)
      .attr(
        'd',
        area<[number, number]>(
          (_, t) => x(timesMs[t]!),
          (d) => y(d[0]),
          (d) => y(d[1]),
        )
          .defined((_, t) => panel.layers[i]!.load[t] !== null)
          .digits(1)(layer.map((d) => [d[0], d[1]])),
      );
    const edges = layer.map((d) => ({ top: y(d[1]), bottom: y(d[0]) }));
    const spot = roomiest(edges, textWidth(label, LABEL_PX) + 10, x(timesMs[1] ?? 1) - x(0));
    if (spot === null) continue;
    g.append('text')
      .attr('class', `layer-label on-${regionClass}`)
      .attr('x', round(x(timesMs[spot.index]!)))
      .attr('y', round(spot.middle + 4))
      .attr('text-anchor', 'middle')
      .text(label);
  }
}

/**
 * The place in a band where a level label of `width` pixels has most room above and below; null where none has 15 px.
 */
function roomiest(
  edges: readonly { readonly top: number; readonly bottom: number }[],
  width: number,
  pixelsPerStep: number,
): { readonly index: number; readonly middle: number } | null {
  const reach = Math.ceil(width / 2 / pixelsPerStep);
  let best: { index: number; middle: number } | null = null;
  let bestRoom = 15;
  for (let index = reach; index < edges.length - reach; index++) {
    const under = edges.slice(index - reach, index + reach + 1);
    const top = Math.max(...under.map((edge) => edge.top));
    const bottom = Math.min(...under.map((edge) => edge.bottom));
    if (bottom - top <= bestRoom) continue;
    best = { index, middle: (top + bottom) / 2 };
    bestRoom = bottom - top;
  }
  return best;
}

function drawCapacity(g: Group, panel: StackedPanel, timesMs: readonly number[], x: Linear, y: Linear): void {
  g.append('path')
    .attr('class', 'capacity-line')
    .attr(
      'd',
      line<number | null>(
        (_, t) => x(timesMs[t]!),
        (c) => y(c!),
      )
        .defined((c) => c !== null)
        .curve(curveStepAfter)
        .digits(1)(panel.capacity),
    );
  const last = known(panel.capacity).at(-1);
  if (last === undefined) return;
  g.append('text')
    .attr('class', 'note')
    .attr('x', x.range()[1]!)
    .attr('y', y(last) - 5)
    .attr('text-anchor', 'end')
    .text(`capacity ${formatCount(last)}`);
}

function addReadings(g: Group, panel: StackedPanel, data: StackedLoadData, frame: Frame, x: Linear, y: Linear): void {
  const [bottom, top] = y.range() as [number, number];
  const cover = g
    .append('rect')
    .attr('class', 'cover')
    .attr('x', MARGIN.left)
    .attr('y', top)
    .attr('width', frame.width - MARGIN.left - MARGIN.right)
    .attr('height', bottom - top);
  const step = (data.timesMs[1] ?? data.lane.durationMs) - data.timesMs[0]!;
  frame.tips.surface(cover.node()!, (px) => {
    const t = Math.min(data.timesMs.length - 1, Math.max(0, Math.round((x.invert(px) - data.timesMs[0]!) / step)));
    const rows = panel.layers.map((layer) => `${layer.label}: ${reading(layer.load[t]!)}`).reverse();
    return {
      text: [
        `${formatClock(data.timesMs[t]!)} · ${panel.title}`,
        ...rows,
        `capacity: ${reading(panel.capacity[t]!)}`,
      ].join('\n'),
      rule: { x: x(data.timesMs[t]!), top, bottom },
    };
  });
}

function reading(value: number | null): string {
  return value === null ? 'not simulated' : formatCount(value);
}
