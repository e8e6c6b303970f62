/**
 * One metric, one row per design: the mean as a marker (shape and colour of the design) and its 95 % interval as a bar,
 * on an axis that all designs share. A dotted rule carries the baseline down, so that a shift is read against it.
 */
import { max, min, scaleLinear } from 'd3';
import { formatQuantity } from '../format.ts';
import type { Chart } from './chart.ts';
import { drawIntervalMark, type IntervalShape } from './parts/interval-mark.ts';
import { createSvg, round } from './parts/svg.ts';

export interface IntervalRowsData {
  readonly label: string;
  readonly unit: string;
  readonly rows: readonly IntervalRow[];
}

export interface IntervalRow extends IntervalShape {
  readonly label: string;
  readonly isBaseline: boolean;
  readonly mean: number | null;
}

const ROW_PX = 24;
const PAD_PX = 10;

export const intervalRows: Chart<IntervalRowsData> = (data, frame) => {
  const height = data.rows.length * ROW_PX + 20;
  const svg = createSvg(frame, height, data.label);
  const ends = data.rows.flatMap((row) => [row.mean, row.low, row.high]).filter((v) => v !== null);
  const low = Math.min(0, min(ends) ?? 0);
  const high = Math.max(0, max(ends) ?? 0);
  const x = scaleLinear([low, high === low ? low + 1 : high], [PAD_PX, frame.width - PAD_PX]);
  const bottom = data.rows.length * ROW_PX;
  svg
    .append('line')
    .attr('class', 'axis-line')
    .attr('x1', PAD_PX)
    .attr('x2', frame.width - PAD_PX)
    .attr('y1', bottom)
    .attr('y2', bottom);
  for (const [value, anchor] of [
    [low, 'start'],
    [high, 'end'],
  ] as const) {
    if (low === high && anchor === 'end') continue;
    svg
      .append('text')
      .attr('class', 'tick')
      .attr('x', anchor === 'start' ? 0 : frame.width)
      .attr('y', bottom + 15)
      .attr('text-anchor', anchor)
      .text(formatQuantity(value, data.unit));
  }
  for (const row of data.rows.filter((r) => r.isBaseline && r.mean !== null)) {
    svg
      .append('line')
      .attr('class', 'baseline-rule')
      .attr('x1', round(x(row.mean!)))
      .attr('x2', round(x(row.mean!)))
      .attr('y1', 2)
      .attr('y2', bottom);
  }
  for (const [i, row] of data.rows.entries()) {
    const y = i * ROW_PX + ROW_PX / 2;
    const g = svg.append('g');
    g.append('line')
      .attr('class', 'grid')
      .attr('x1', PAD_PX)
      .attr('x2', frame.width - PAD_PX)
      .attr('y1', y)
      .attr('y2', y);
    if (row.mean === null) continue;
    const mark = drawIntervalMark(g, row, { at: row.mean, x, y, isHollow: false });
    frame.tips.mark(mark, `${row.label}\n${intervalText(row, data.unit)}`);
  }
  return svg.node()!;
};

/** "32.1 ms, 95 % interval 31.9 ms to 32.3 ms". */
export function intervalText(row: Pick<IntervalRow, 'mean' | 'low' | 'high'>, unit: string): string {
  if (row.mean === null) return 'no value';
  const mean = formatQuantity(row.mean, unit);
  if (row.low === null || row.high === null) return mean;
  return `${mean}, 95% interval ${formatQuantity(row.low, unit)} to ${formatQuantity(row.high, unit)}`;
}
