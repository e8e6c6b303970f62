/**
 * Who served whose connections: rows are home regions, columns serving regions, one matrix per design and window. Shade
 * and number are the share of the row; the frame marks the diagonal, where connections stay at home.
 */
import { formatCount, formatShare } from '../format.ts';
import type { Chart, Frame } from './chart.ts';
import { magnitudeClass } from './parts/magnitude.ts';
import type { Group } from './parts/svg.ts';
import { createSvg, fitText, moveTo, round } from './parts/svg.ts';

export interface SpillMatrixData {
  /** Short names. */
  readonly homes: readonly string[];
  /** Region index of each home row: where the diagonal is. */
  readonly homeIndexes: readonly number[];
  /** Serving regions, then "no answer". */
  readonly servers: readonly string[];
  readonly panels: readonly SpillPanel[];
}

export interface SpillPanel {
  readonly title: string;
  readonly subtitle: string;
  readonly designClass: string;
  /** Connections [home][server]. */
  readonly counts: readonly (readonly number[])[];
}

const GAP = 28;
const TITLE_PX = 44;
const HEAD_PX = 22;
const TILTED_HEAD_PX = 58;
/** Narrower columns have tilted heads. */
const UPRIGHT_PX = 72;
const TIGHT_PX = 38;
/** How far the last tilted head reaches beyond its column. */
const TILT_REACH_PX = 30;
const ROW_PX = 30;

export const spillMatrix: Chart<SpillMatrixData> = (data, frame) => {
  const columns = frame.width < 640 ? 1 : Math.min(2, data.panels.length);
  const width = (frame.width - GAP * (columns - 1)) / columns;
  const matrixWidth = Math.min(width, 620);
  const labelPx = Math.min(110, matrixWidth * 0.26);
  const upright = (matrixWidth - labelPx) / data.servers.length;
  const isTilted = upright < UPRIGHT_PX;
  const cellPx = isTilted ? (matrixWidth - labelPx - TILT_REACH_PX) / data.servers.length : upright;
  const headPx = isTilted ? TILTED_HEAD_PX : HEAD_PX;
  const pitch = TITLE_PX + headPx + data.homes.length * ROW_PX + 24;
  const svg = createSvg(
    frame,
    Math.ceil(data.panels.length / columns) * pitch,
    'Shares of each home region by the region that served.',
  );
  for (const [i, panel] of data.panels.entries()) {
    const g = svg.append('g').attr('transform', moveTo((i % columns) * (width + GAP), Math.floor(i / columns) * pitch));
    drawMatrix(g, panel, data, { labelPx, cellPx, isTilted, top: TITLE_PX + headPx }, frame);
  }
  return svg.node()!;
};

interface MatrixLayout {
  readonly labelPx: number;
  readonly cellPx: number;
  readonly isTilted: boolean;
  /** Upper edge of the first row. */
  readonly top: number;
}

function drawMatrix(g: Group, panel: SpillPanel, data: SpillMatrixData, layout: MatrixLayout, frame: Frame): void {
  const { labelPx, cellPx, isTilted, top } = layout;
  g.append('rect')
    .attr('class', `fill ${panel.designClass}`)
    .attr('x', 0)
    .attr('y', 6)
    .attr('width', 10)
    .attr('height', 10);
  g.append('text').attr('class', 'panel-title').attr('x', 16).attr('y', 15).text(panel.title);
  g.append('text').attr('class', 'note').attr('x', 16).attr('y', 31).text(panel.subtitle);
  for (const [c, server] of data.servers.entries()) {
    g.append('text')
      .attr('class', 'tick')
      .attr('transform', `${moveTo(labelPx + (c + 0.5) * cellPx, top - 8)} rotate(${isTilted ? -38 : 0})`)
      .attr('text-anchor', isTilted ? 'start' : 'middle')
      .text(fitText(server, isTilted ? 78 : cellPx, 11.5));
  }
  for (const [r, home] of data.homes.entries()) {
    const counts = panel.counts[r]!;
    const total = counts.reduce((a, b) => a + b, 0);
    const y = top + r * ROW_PX;
    g.append('text')
      .attr('class', 'row-label')
      .attr('x', labelPx - 8)
      .attr('y', y + ROW_PX / 2 + 4)
      .attr('text-anchor', 'end')
      .text(fitText(home, labelPx - 8, 13));
    for (const [c, count] of counts.entries()) {
      const share = total === 0 ? 0 : count / total;
      const shade = count === 0 ? 'no-value' : magnitudeClass(share);
      const cell = g.append('g');
      cell
        .append('rect')
        .attr('class', `cell ${shade}${data.homeIndexes[r] === c ? ' at-home' : ''}`)
        .attr('x', round(labelPx + c * cellPx + 1))
        .attr('y', y + 1)
        .attr('width', round(cellPx - 2))
        .attr('height', ROW_PX - 2);
      const text = cellText(share, cellPx);
      if (text !== '') {
        cell
          .append('text')
          .attr('class', `cell-text${cellPx < TIGHT_PX ? ' small' : ''} on-${shade}`)
          .attr('x', round(labelPx + (c + 0.5) * cellPx))
          .attr('y', y + ROW_PX / 2 + 4)
          .attr('text-anchor', 'middle')
          .text(text);
      }
      frame.tips.mark(
        cell.node()!,
        `${home} → ${data.servers[c]}\n${formatCount(count)} connections, ${formatShare(share)} of the row\n${panel.title}, ${panel.subtitle}`,
      );
    }
  }
}

/** As exact as the cell is wide; in the tightest ones per cent without the sign, and nothing below a half. */
function cellText(share: number, cellPx: number): string {
  if (cellPx < TIGHT_PX) return share < 0.005 ? '' : wholePercent(share);
  if (share === 0) return '·';
  if (share < 0.001) return '<0.1%';
  if (cellPx < 48) return share < 0.005 ? '<1%' : `${wholePercent(share)}%`;
  return share < 1 && share > 0.9995 ? '>99.9%' : formatShare(share);
}

/** "100" is only everything. */
function wholePercent(share: number): string {
  return share < 1 && share >= 0.995 ? '>99' : String(Math.round(share * 100));
}
