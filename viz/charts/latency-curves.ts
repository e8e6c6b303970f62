/**
 * Time to first byte, all designs overlaid on one logarithmic axis, three ways: how dense each latency
 * is, what share was faster (median and 90th percentile ruled), and what share was slower on a
 * logarithmic scale, where the tail shows.
 */
import { area, curveStepAfter, line, max, scaleLinear, scaleLog } from 'd3';
import { formatMs, formatShare } from '../format.ts';
import type { Chart, Frame } from './chart.ts';
import type { Group } from './parts/svg.ts';
import { createSvg, moveTo, round } from './parts/svg.ts';

export interface LatencyCurvesData {
  /** Bin edges, ms, rising: one more than there are bins. */
  readonly edgesMs: readonly number[];
  readonly designs: readonly LatencyCurve[];
}

export interface LatencyCurve {
  readonly label: string;
  readonly designClass: string;
  /** Share of answers in each bin. */
  readonly shares: readonly number[];
}

type View = 'density' | 'faster' | 'slower';

const TITLES: Readonly<Record<View, string>> = {
  density: 'How common each latency is',
  faster: 'Share answered faster',
  slower: 'Share still waiting (log scale)',
};
const GAP = 30;
const LEFT = 46;
const TITLE_PX = 30;
const PLOT_PX = 190;
const AXIS_PX = 42;
/** Where the tail panel stops: one in ten thousand. */
const LEAST_SHARE = 1e-4;

export const latencyCurves: Chart<LatencyCurvesData> = (data, frame) => {
  const views: readonly View[] = ['density', 'faster', 'slower'];
  const columns = frame.width >= 900 ? 3 : frame.width >= 620 ? 2 : 1;
  const width = (frame.width - GAP * (columns - 1)) / columns;
  const pitch = TITLE_PX + PLOT_PX + AXIS_PX;
  const svg = createSvg(
    frame,
    Math.ceil(views.length / columns) * pitch,
    'Latency of the designs: density, share answered faster, share still waiting.',
  );
  for (const [i, view] of views.entries()) {
    const g = svg.append('g').attr('transform', moveTo((i % columns) * (width + GAP), Math.floor(i / columns) * pitch));
    drawView(g, view, data, width, frame);
  }
  return svg.node()!;
};

function drawView(g: Group, view: View, data: LatencyCurvesData, width: number, frame: Frame): void {
  const { edgesMs, designs } = data;
  const bottom = TITLE_PX + PLOT_PX;
  const x = scaleLog([edgesMs[0]!, edgesMs.at(-1)!], [LEFT, width - 8]);
  const peak = max(designs, (d) => max(d.shares) ?? 0) ?? 1;
  const y =
    view === 'slower'
      ? scaleLog([LEAST_SHARE, 1], [bottom, TITLE_PX]).clamp(true)
      : scaleLinear([0, view === 'density' ? peak * 1.05 : 1], [bottom, TITLE_PX]);
  g.append('text').attr('class', 'panel-title').attr('x', 0).attr('y', 15).text(TITLES[view]);
  drawScales(g, x, y, view, width);
  for (const design of designs) {
    const faster = cumulate(design.shares);
    const points: [number, number][] =
      view === 'density'
        ? design.shares.map((share, i) => [edgesMs[i]!, share])
        : edgesMs.map((edge, i) => [edge, view === 'faster' ? faster[i]! : Math.max(LEAST_SHARE, 1 - faster[i]!)]);
    if (view === 'density') {
      const shape = area<[number, number]>(
        (d) => x(d[0]),
        bottom,
        (d) => y(d[1]),
      )
        .curve(curveStepAfter)
        .digits(1);
      g.append('path').attr('class', `fill density ${design.designClass}`).attr('d', shape(points));
    }
    const shown =
      view === 'slower' ? points.slice(0, 1 + points.findIndex((d) => d[1] <= LEAST_SHARE) || undefined) : points;
    const path = line<[number, number]>(
      (d) => x(d[0]),
      (d) => y(d[1]),
    ).digits(1);
    g.append('path')
      .attr('class', `stroke series ${design.designClass}`)
      .attr('d', (view === 'density' ? path.curve(curveStepAfter) : path)(shown));
  }
  addReadings(g, data, frame, x, bottom);
}

function drawScales(
  g: Group,
  x: ReturnType<typeof scaleLog<number, number>>,
  y: (v: number) => number,
  view: View,
  width: number,
): void {
  const bottom = TITLE_PX + PLOT_PX;
  const grid = { density: [], faster: [0.25, 0.5, 0.75, 0.9, 1], slower: [1, 0.1, 0.01, 0.001, 0.0001] }[view];
  for (const value of grid) {
    const at = round(y(value));
    const isRuled = view === 'faster' && (value === 0.5 || value === 0.9);
    g.append('line')
      .attr('class', isRuled ? 'grid ruled' : 'grid')
      .attr('x1', LEFT)
      .attr('x2', width - 8)
      .attr('y1', at)
      .attr('y2', at);
    g.append('text')
      .attr('class', 'tick')
      .attr('x', LEFT - 6)
      .attr('y', at + 4)
      .attr('text-anchor', 'end')
      .text(formatShare(value));
  }
  g.append('line')
    .attr('class', 'axis-line')
    .attr('x1', LEFT)
    .attr('x2', width - 8)
    .attr('y1', bottom)
    .attr('y2', bottom);
  for (const tick of latencyTicks(x.domain() as [number, number], (width - LEFT) / 46)) {
    const at = round(x(tick));
    g.append('line')
      .attr('class', 'axis-line')
      .attr('x1', at)
      .attr('x2', at)
      .attr('y1', bottom)
      .attr('y2', bottom + 4);
    g.append('text')
      .attr('class', 'tick')
      .attr('x', at)
      .attr('y', bottom + 17)
      .attr('text-anchor', 'middle')
      .text(tick >= 1000 ? `${tick / 1000}k` : String(tick));
  }
  g.append('text')
    .attr('class', 'note')
    .attr('x', width - 8)
    .attr('y', bottom + 34)
    .attr('text-anchor', 'end')
    .text('ms to first byte');
}

/** 1, 2 and 5 of each decade inside the domain, thinned to about `most`. */
export function latencyTicks(domain: readonly [number, number], most: number): number[] {
  for (const steps of [[1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]) {
    const ticks: number[] = [];
    for (let decade = -3; decade <= 7; decade++) {
      for (const step of steps) {
        const tick = Number((step * 10 ** decade).toPrecision(2));
        if (tick >= domain[0] && tick <= domain[1]) ticks.push(tick);
      }
    }
    if (ticks.length <= most) return ticks;
  }
  return [];
}

/** Share at or below each edge: [bins + 1], from 0. */
function cumulate(shares: readonly number[]): number[] {
  const sums = [0];
  for (const share of shares) sums.push(Math.min(1, sums.at(-1)! + share));
  return sums;
}

function addReadings(
  g: Group,
  data: LatencyCurvesData,
  frame: Frame,
  x: ReturnType<typeof scaleLog<number, number>>,
  bottom: number,
): void {
  const [from, to] = x.range() as [number, number];
  const cover = g
    .append('rect')
    .attr('class', 'cover')
    .attr('x', from)
    .attr('y', TITLE_PX)
    .attr('width', to - from)
    .attr('height', bottom - TITLE_PX);
  const cumulative = data.designs.map((design) => cumulate(design.shares));
  frame.tips.surface(cover.node()!, (px) => {
    const ms = x.invert(px);
    const bin = Math.max(0, data.edgesMs.findIndex((edge) => edge > ms) - 1);
    const rows = data.designs.map((design, d) => `${design.label}: ${formatShare(cumulative[d]![bin]!)} faster`);
    return {
      text: [formatMs(data.edgesMs[bin]!), ...rows].join('\n'),
      rule: { x: x(data.edgesMs[bin]!), top: TITLE_PX, bottom },
    };
  });
}
