/**
 * Cost or memory over size, both logarithmic: a panel for each axis, with what is promised at most as a dashed
 * line where there is a promise.
 */
import { line, scaleLog } from 'd3';
import type { Chart } from '../../viz/charts/chart.ts';
import { createSvg, type Group, moveTo, round } from '../../viz/charts/parts/svg.ts';

export interface ScaleCurve {
  readonly title: string;
  readonly unit: string;
  /** Size and measured value, rising in size. */
  readonly points: readonly (readonly [number, number])[];
  /** What is allowed at the same sizes; empty where nothing is promised. */
  readonly allowed: readonly (readonly [number, number])[];
}

export interface ScaleCurvesData {
  readonly label: string;
  readonly curves: readonly ScaleCurve[];
  readonly format: (value: number) => string;
}

const GAP = 28;
const LEFT = 62;
const RIGHT = 14;
const TITLE_PX = 28;
const PLOT_PX = 170;
const AXIS_PX = 44;
const MEASURED_CLASS = 'region-0';
const ALLOWED_CLASS = 'region-3';

export const scaleCurves: Chart<ScaleCurvesData> = ({ label, curves, format }, frame) => {
  const columns = frame.width >= 900 ? 3 : frame.width >= 620 ? 2 : 1;
  const width = (frame.width - GAP * (columns - 1)) / columns;
  const pitch = TITLE_PX + PLOT_PX + AXIS_PX;
  const svg = createSvg(frame, Math.ceil(curves.length / columns) * pitch, label);
  const values = curves.flatMap(({ points, allowed }) => [...points, ...allowed].map(([, value]) => value));
  const domain = [Math.min(...values) / 1.5, Math.max(...values) * 1.3] as const;
  for (const [at, curve] of curves.entries()) {
    const g = svg
      .append('g')
      .attr('transform', moveTo((at % columns) * (width + GAP), Math.floor(at / columns) * pitch));
    drawCurve(g, curve, domain, width, format);
  }
  return svg.node()!;
};

function drawCurve(
  g: Group,
  { title, unit, points, allowed }: ScaleCurve,
  domain: readonly [number, number],
  width: number,
  format: (value: number) => string,
): void {
  const bottom = TITLE_PX + PLOT_PX;
  const x = scaleLog([points[0]![0], points.at(-1)![0]], [LEFT + 6, width - RIGHT]);
  const y = scaleLog(domain, [bottom, TITLE_PX]);
  g.append('text').attr('class', 'panel-title').attr('x', 0).attr('y', 15).text(title);
  for (const tick of decadeTicks(domain)) drawRule(g, LEFT, width - RIGHT, round(y(tick)), format(tick));
  drawSizes(g, x, points, bottom, unit);
  const path = line<readonly [number, number]>(
    ([size]) => x(size),
    ([, value]) => y(value),
  ).digits(1);
  if (allowed.length > 0) {
    g.append('path')
      .attr('class', `stroke series ${ALLOWED_CLASS}`)
      .attr('stroke-dasharray', '5 4')
      .attr('d', path(allowed));
  }
  g.append('path').attr('class', `stroke series ${MEASURED_CLASS}`).attr('d', path(points));
  for (const [size, value] of points) {
    g.append('circle')
      .attr('class', `fill mean ${MEASURED_CLASS}`)
      .attr('cx', round(x(size)))
      .attr('cy', round(y(value)))
      .attr('r', 3.5);
  }
}

function drawRule(g: Group, left: number, right: number, at: number, label: string): void {
  g.append('line').attr('class', 'grid').attr('x1', left).attr('x2', right).attr('y1', at).attr('y2', at);
  g.append('text')
    .attr('class', 'tick')
    .attr('x', left - 6)
    .attr('y', at + 4)
    .attr('text-anchor', 'end')
    .text(label);
}

function drawSizes(
  g: Group,
  x: (size: number) => number,
  points: ScaleCurve['points'],
  bottom: number,
  unit: string,
): void {
  const right = round(x(points.at(-1)![0]));
  g.append('line').attr('class', 'axis-line').attr('x1', LEFT).attr('x2', right).attr('y1', bottom).attr('y2', bottom);
  for (const [at, [size]] of points.entries()) {
    g.append('text')
      .attr('class', 'tick')
      .attr('x', round(x(size)))
      .attr('y', bottom + 17)
      .attr('text-anchor', at === points.length - 1 ? 'end' : 'middle')
      .text(shortCount(size));
  }
  g.append('text')
    .attr('class', 'note')
    .attr('x', right)
    .attr('y', bottom + 34)
    .attr('text-anchor', 'end')
    .text(unit);
}

/** 1, 2 and 5 of each decade inside, or fewer of each where that is many. */
function decadeTicks([low, high]: readonly [number, number]): number[] {
  const steps = high / low < 100 ? [1, 2, 5] : [1];
  const first = Math.floor(Math.log10(low));
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, at) => 10 ** (first + at));
  return decades.flatMap((decade) => steps.map((step) => step * decade)).filter((tick) => tick >= low && tick <= high);
}

/** "300", "10k", "10M". */
function shortCount(count: number): string {
  if (count >= 1e6) return `${count / 1e6}M`;
  return count >= 1e3 ? `${count / 1e3}k` : String(count);
}
