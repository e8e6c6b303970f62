/**
 * Methods by evenness: a line from the emptiest backend's deviation to the fullest one's, a row each. The scale is of
 * signed square roots, so that a tenth of a percent and a half can be seen together.
 */
import { scaleSqrt } from 'd3';
import type { Chart } from '../charts/chart.ts';
import { createSvg, fitText, round } from '../charts/parts/svg.ts';
import type { MethodSpread } from './hashing-data.ts';
import { methodClass } from './method-class.ts';
import { drawShareAxis, signedShare, spacedTicks } from './share-axis.ts';

export interface SpreadRowsData {
  readonly methods: readonly MethodSpread[];
}

const ROW_PX = 26;
const AXIS_PX = 26;
const LABEL_PX = 13;
const LABEL_WIDTH = 112;
/** Zero first, then outwards: the first that fit are kept. */
const TICKS = [0, -1, 1, -0.5, 0.5, -0.25, 0.25, -0.1, 0.1, -0.01, 0.01, -0.001, 0.001, -2, 2, -5, 5, -10, 10];

export const spreadRows: Chart<SpreadRowsData> = ({ methods }, frame) => {
  const valuePx = frame.width < 640 ? 0 : 150;
  const bottom = methods.length * ROW_PX;
  const svg = createSvg(frame, bottom + AXIS_PX, 'Deviation of the emptiest and of the fullest backend, by method.');
  const low = Math.min(-1e-4, ...methods.map(({ underprovision }) => underprovision));
  const high = Math.max(1e-4, ...methods.map(({ overprovision }) => overprovision));
  const x = scaleSqrt([low, high], [LABEL_WIDTH + 14, frame.width - valuePx - 26]);
  const g = svg.append('g');
  drawShareAxis(g, x, bottom, spacedTicks(x, TICKS));
  for (const [at, { id, isSampled, overprovision, underprovision }] of methods.entries()) {
    const y = at * ROW_PX + ROW_PX / 2;
    const row = g.append('g');
    row
      .append('text')
      .attr('class', 'row-label')
      .attr('x', 0)
      .attr('y', y + 4)
      .text(fitText(id, LABEL_WIDTH, LABEL_PX));
    row
      .append('line')
      .attr('class', `stroke interval ${methodClass(isSampled)}`)
      .attr('x1', round(x(underprovision)))
      .attr('x2', round(x(overprovision)))
      .attr('y1', y)
      .attr('y2', y);
    for (const end of [underprovision, overprovision]) {
      row
        .append('circle')
        .attr('class', `fill mean ${methodClass(isSampled)}`)
        .attr('cx', round(x(end)))
        .attr('cy', y)
        .attr('r', 4.5);
    }
    if (valuePx === 0) continue;
    row
      .append('text')
      .attr('class', 'row-value')
      .attr('x', frame.width)
      .attr('y', y + 4)
      .attr('text-anchor', 'end')
      .text(`${signedShare(underprovision)} to ${signedShare(overprovision)}`);
  }
  return svg.node()!;
};
