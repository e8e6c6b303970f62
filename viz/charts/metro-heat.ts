/**
 * Median and 99th percentile of the time to first byte by metro and design: the same quantity side by side, so that who
 * pays is seen at once. Shade is the logarithm of the latency; the number is in the cell.
 */
import { max, min } from 'd3';
import { formatMs, formatNumber } from '../format.ts';
import type { Chart } from './chart.ts';
import { magnitudeClass } from './parts/magnitude.ts';
import { createSvg, fitText, moveTo, round } from './parts/svg.ts';

export interface MetroHeatData {
  readonly quantiles: readonly string[];
  readonly designs: readonly { readonly label: string; readonly designClass: string }[];
  readonly metros: readonly MetroHeatRow[];
}

export interface MetroHeatRow {
  readonly name: string;
  /** Milliseconds [quantile][design]; null without an answer. */
  readonly ms: readonly (readonly (number | null)[])[];
}

const ROW_PX = 24;
const HEAD_PX = 48;
const GROUP_GAP = 18;

export const metroHeat: Chart<MetroHeatData> = (data, frame) => {
  const labelPx = Math.min(170, frame.width * 0.28);
  const groups = data.quantiles.length;
  const cellPx = Math.min(150, (frame.width - labelPx - GROUP_GAP * (groups - 1)) / (groups * data.designs.length));
  const svg = createSvg(frame, HEAD_PX + data.metros.length * ROW_PX + 6, 'Latency by metro and design.');
  const values = data.metros.flatMap((row) => row.ms.flat()).filter((v) => v !== null);
  const low = Math.log(Math.max(0.001, min(values) ?? 1));
  const high = Math.log(Math.max(0.002, max(values) ?? 2));
  const shareOf = (ms: number) => (high === low ? 0 : (Math.log(ms) - low) / (high - low));
  const leftOf = (q: number, d: number) => labelPx + q * (data.designs.length * cellPx + GROUP_GAP) + d * cellPx;
  for (const [q, quantile] of data.quantiles.entries()) {
    svg
      .append('text')
      .attr('class', 'panel-title')
      .attr('x', leftOf(q, 0) + 1)
      .attr('y', 15)
      .text(quantile);
    for (const [d, design] of data.designs.entries()) {
      const g = svg.append('g').attr('transform', moveTo(leftOf(q, d), 28));
      g.append('rect')
        .attr('class', `fill ${design.designClass}`)
        .attr('x', 1)
        .attr('y', 0)
        .attr('width', 9)
        .attr('height', 9);
      g.append('text')
        .attr('class', 'tick')
        .attr('x', 14)
        .attr('y', 9)
        .text(fitText(design.label, cellPx - 16, 12));
    }
  }
  for (const [r, row] of data.metros.entries()) {
    const y = HEAD_PX + r * ROW_PX;
    svg
      .append('text')
      .attr('class', 'row-label')
      .attr('x', labelPx - 10)
      .attr('y', y + 16)
      .attr('text-anchor', 'end')
      .text(fitText(row.name, labelPx - 10, 13));
    for (const [q, byDesign] of row.ms.entries()) {
      for (const [d, ms] of byDesign.entries()) {
        const cell = svg.append('g').attr('transform', moveTo(leftOf(q, d), y));
        const shade = ms === null ? 'no-value' : magnitudeClass(shareOf(ms));
        cell
          .append('rect')
          .attr('class', `cell ${shade}`)
          .attr('x', 1)
          .attr('y', 1)
          .attr('width', round(cellPx - 2))
          .attr('height', ROW_PX - 2);
        cell
          .append('text')
          .attr('class', `cell-text on-${shade}`)
          .attr('x', round(cellPx / 2))
          .attr('y', 16)
          .attr('text-anchor', 'middle')
          .text(ms === null ? 'none' : cellPx < 64 ? formatNumber(Math.round(ms)) : formatMs(ms));
        frame.tips.mark(
          cell.node()!,
          `${row.name}, ${data.designs[d]!.label}\n${data.quantiles[q]}: ${ms === null ? 'no answer' : formatMs(ms)}`,
        );
      }
    }
  }
  return svg.node()!;
};
