/**
 * Differences from the baseline as a forest plot: zero is one line down the page; every metric has its own
 * scale, because their units differ. A filled marker is an established difference; a hollow one with "~" is none
 * that these replications establish.
 */
import { scaleLinear } from 'd3';
import { formatChange, formatDifference } from '../format.ts';
import type { Chart } from './chart.ts';
import { drawIntervalMark, type IntervalShape } from './parts/interval-mark.ts';
import { createSvg, fitText } from './parts/svg.ts';

export interface DifferenceForestData {
  readonly baseline: string;
  readonly rows: readonly DifferenceRow[];
}

export interface DifferenceRow extends IntervalShape {
  readonly metric: string;
  readonly unit: string;
  readonly design: string;
  readonly difference: number;
  readonly isEstablished: boolean | null;
  /** Of the baseline's mean; null where that is zero. */
  readonly relative: number | null;
}

const ROW_PX = 28;
const HEAD_PX = 26;

export const differenceForest: Chart<DifferenceForestData> = (data, frame) => {
  const isNarrow = frame.width < 640;
  const labelPx = isNarrow ? frame.width * 0.34 : Math.min(300, frame.width * 0.3);
  const valuePx = isNarrow ? 84 : 230;
  const plot: [number, number] = [labelPx + 10, frame.width - valuePx - 16];
  const middle = (plot[0] + plot[1]) / 2;
  const svg = createSvg(frame, HEAD_PX + data.rows.length * ROW_PX + 8, `Differences from ${data.baseline}.`);
  for (const [text, at, anchor] of [
    [isNarrow ? '◂ less' : `◂ less than ${data.baseline}`, middle - 10, 'end'],
    [isNarrow ? 'more ▸' : `more than ${data.baseline} ▸`, middle + 10, 'start'],
  ] as const) {
    svg.append('text').attr('class', 'note').attr('x', at).attr('y', 14).attr('text-anchor', anchor).text(text);
  }
  svg
    .append('line')
    .attr('class', 'axis-line')
    .attr('x1', middle)
    .attr('x2', middle)
    .attr('y1', HEAD_PX - 6)
    .attr('y2', HEAD_PX + data.rows.length * ROW_PX);
  for (const [i, row] of data.rows.entries()) {
    const y = HEAD_PX + i * ROW_PX + ROW_PX / 2;
    const g = svg.append('g').attr('class', row.isEstablished === true ? 'established' : 'open');
    const reach = Math.max(Math.abs(row.difference), Math.abs(row.low ?? 0), Math.abs(row.high ?? 0)) || 1;
    const x = scaleLinear([-reach, reach], plot);
    g.append('line')
      .attr('class', 'grid')
      .attr('x1', 0)
      .attr('x2', frame.width)
      .attr('y1', y + ROW_PX / 2)
      .attr('y2', y + ROW_PX / 2);
    g.append('text')
      .attr('class', 'row-label')
      .attr('x', 0)
      .attr('y', y + 4)
      .text(fitText(row.metric, labelPx, 13));
    const mark = drawIntervalMark(g, row, { at: row.difference, x, y, isHollow: row.isEstablished !== true });
    frame.tips.mark(mark, `${row.metric}, ${row.design}\n${differenceText(row)}`);
    g.append('text')
      .attr('class', 'row-value')
      .attr('x', frame.width)
      .attr('y', y + 4)
      .attr('text-anchor', 'end')
      .text(isNarrow ? formatChange(row) : differenceText(row));
  }
  return svg.node()!;
};

/**
 * "+12.3 ms [11.9, 12.7]", "~ [−0.4, 0.8]", "+12.3 ms (point)"; the interval in the same unit, which is written once.
 */
export function differenceText(
  row: Pick<DifferenceRow, 'difference' | 'low' | 'high' | 'unit' | 'isEstablished'>,
): string {
  if (row.low === null || row.high === null) return formatChange(row);
  const bounds = `[${formatDifference(row.low, row.unit)}, ${formatDifference(row.high, row.unit)}]`;
  return `${formatChange(row)} ${bounds}`;
}
