/**
 * Methods by what moves: a row each, from what fair shares lose by the change (dotted rule) to what moved, with its
 * interval. The scale is logarithmic: between one backend's share and everything lie two or three powers of ten.
 */
import { scaleLog } from 'd3';
import type { Chart } from '../charts/chart.ts';
import { createSvg, fitText, type Group, round } from '../charts/parts/svg.ts';
import { formatShare } from '../format.ts';
import type { MethodMoves } from './hashing-data.ts';
import { methodClass } from './method-class.ts';
import { drawShareAxis, spacedTicks } from './share-axis.ts';

export interface MoveRowsData {
  readonly minimum: number;
  readonly methods: readonly MethodMoves[];
}

const ROW_PX = 26;
const HEAD_PX = 20;
const AXIS_PX = 26;
const LABEL_PX = 13;
const LABEL_WIDTH = 112;
/** A share of nothing has no logarithm; less than a slot of the largest table is nothing. */
const LEAST_SHARE = 1e-7;
const TICKS = [1, 0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6, 0.5, 0.05, 0.005, 0.2, 0.02, 0.002];

export const moveRows: Chart<MoveRowsData> = ({ minimum, methods }, frame) => {
  const isNarrow = frame.width < 640;
  const valuePx = isNarrow ? 60 : 210;
  const bottom = HEAD_PX + methods.length * ROW_PX;
  const svg = createSvg(frame, bottom + AXIS_PX, 'Share of keys that move, by method, against what fair shares lose.');
  const ends = methods.flatMap(({ moved }) => [moved.mean, moved.low ?? moved.mean, moved.high ?? moved.mean]);
  const low = Math.max(LEAST_SHARE, Math.min(minimum, ...ends) * 0.8);
  const high = Math.min(1, Math.max(minimum, ...ends) * 1.25);
  const x = scaleLog([low, Math.max(high, 2 * low)], [LABEL_WIDTH + 14, frame.width - valuePx - 20]).clamp(true);
  const g = svg.append('g');
  drawShareAxis(g, x, bottom, spacedTicks(x, TICKS), formatShare);
  drawMinimum(g, x(minimum), bottom, `by fair shares: ${formatShare(minimum)}`);
  for (const [at, { id, isSampled, moved, extra }] of methods.entries()) {
    const y = HEAD_PX + at * ROW_PX + ROW_PX / 2;
    const row = g.append('g');
    const colour = methodClass(isSampled);
    row
      .append('text')
      .attr('class', 'row-label')
      .attr('x', 0)
      .attr('y', y + 4)
      .text(fitText(id, LABEL_WIDTH, LABEL_PX));
    drawLine(row, `stroke ${colour}`, x(minimum), x(moved.mean), y);
    if (moved.low !== null && moved.high !== null) {
      drawLine(row, `stroke interval ${colour}`, x(moved.low), x(moved.high), y);
    }
    row
      .append('circle')
      .attr('class', `fill mean ${colour}`)
      .attr('cx', round(x(moved.mean)))
      .attr('cy', y)
      .attr('r', 5);
    row
      .append('text')
      .attr('class', 'row-value')
      .attr('x', frame.width)
      .attr('y', y + 4)
      .attr('text-anchor', 'end')
      .text(isNarrow ? formatShare(moved.mean) : `${formatShare(moved.mean)} moved, ${formatShare(extra.mean)} extra`);
  }
  return svg.node()!;
};

function drawMinimum(g: Group, at: number, bottom: number, text: string): void {
  g.append('line')
    .attr('class', 'baseline-rule')
    .attr('x1', round(at))
    .attr('x2', round(at))
    .attr('y1', HEAD_PX - 6)
    .attr('y2', bottom);
  g.append('text').attr('class', 'note').attr('x', round(at)).attr('y', 10).text(text);
}

function drawLine(g: Group, className: string, from: number, to: number, y: number): void {
  g.append('line').attr('class', className).attr('x1', round(from)).attr('x2', round(to)).attr('y1', y).attr('y2', y);
}
