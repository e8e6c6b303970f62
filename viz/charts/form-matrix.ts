/**
 * What became of each form of request on each chain of each design: rows are forms, columns the old chain and the new
 * one where there is one, a panel for each design. Number and shade are the share that failed; the line below says what
 * was answered, but understood otherwise than before.
 */
import { formatCount, formatShare } from '../format.ts';
import type { Chart } from './chart.ts';
import { type CellLine, drawMatrixCell } from './parts/matrix-cell.ts';
import type { Group } from './parts/svg.ts';
import { createSvg, fitText, moveTo, round, textWidth } from './parts/svg.ts';

export interface FormMatrixData {
  readonly forms: readonly string[];
  readonly panels: readonly FormPanel[];
}

export interface FormPanel {
  readonly title: string;
  readonly columns: readonly string[];
  /** [form][column]; null where the chain got none of them. */
  readonly cells: readonly (readonly (FormCell | null)[])[];
}

export interface FormCell {
  readonly offered: number;
  readonly failed: number;
  /** Completed, and understood otherwise than before. */
  readonly otherwise: number;
  /** Status that the chain answers the form with. */
  readonly status: number;
}

const GAP = 28;
const HEAD_PX = 42;
const ROW_PX = 40;
const LABEL_FONT_PX = 13;
const WIDEST_CELL_PX = 120;
const NARROWEST_CELL_PX = 74;

export const formMatrix: Chart<FormMatrixData> = ({ forms, panels }, frame) => {
  const labelPx = Math.min(frame.width * 0.3, 12 + Math.max(...forms.map((form) => textWidth(form, LABEL_FONT_PX))));
  const widest = Math.max(...panels.map(({ columns }) => columns.length));
  const room = frame.width - labelPx;
  const fitting = Math.floor((room + GAP) / (widest * NARROWEST_CELL_PX + GAP));
  const perLine = Math.max(1, Math.min(panels.length, fitting));
  const cellPx = Math.min(WIDEST_CELL_PX, (room - GAP * (perLine - 1)) / (perLine * widest));
  const pitch = HEAD_PX + forms.length * ROW_PX + 22;
  const height = Math.ceil(panels.length / perLine) * pitch - 14;
  const svg = createSvg(frame, height, 'Share of requests that failed, by form and chain.');
  const greatest = Math.max(...panels.flatMap(({ cells }) => cells.flat().map(failedShare)), Number.MIN_VALUE);
  for (const [i, panel] of panels.entries()) {
    const y = Math.floor(i / perLine) * pitch;
    if (i % perLine === 0) drawForms(svg.append('g').attr('transform', moveTo(0, y + HEAD_PX)), forms, labelPx);
    const x = labelPx + (i % perLine) * (cellPx * widest + GAP);
    const g = svg.append('g').attr('transform', moveTo(x, y));
    drawHeads(g, panel, cellPx, widest);
    for (const [f, cells] of panel.cells.entries()) {
      for (const [c, cell] of cells.entries()) {
        const place = g.append('g').attr('transform', moveTo(c * cellPx, HEAD_PX + f * ROW_PX));
        drawCell(place, cell, cellPx, failedShare(cell) / greatest);
        frame.tips.mark(place.node()!, tip(cell, `${forms[f]}, ${panel.columns[c]} chain\n${panel.title}`));
      }
    }
  }
  return svg.node()!;
};

function failedShare(cell: FormCell | null): number {
  return cell === null ? 0 : cell.failed / cell.offered;
}

function drawForms(g: Group, forms: readonly string[], labelPx: number): void {
  for (const [f, form] of forms.entries()) {
    g.append('text')
      .attr('class', 'row-label')
      .attr('x', 0)
      .attr('y', f * ROW_PX + ROW_PX / 2 + 4)
      .text(fitText(form, labelPx - 6, LABEL_FONT_PX));
  }
}

function drawHeads(g: Group, { title, columns }: FormPanel, cellPx: number, widest: number): void {
  const shown = fitText(title, cellPx * widest, LABEL_FONT_PX);
  g.append('text').attr('class', 'panel-title').attr('x', 1).attr('y', 15).text(shown);
  for (const [c, column] of columns.entries()) {
    g.append('text')
      .attr('class', 'tick')
      .attr('x', round((c + 0.5) * cellPx))
      .attr('y', HEAD_PX - 8)
      .attr('text-anchor', 'middle')
      .text(column);
  }
}

function drawCell(g: Group, cell: FormCell | null, cellPx: number, shareOfGreatest: number): void {
  const shade = cell === null || cell.failed === 0 ? null : shareOfGreatest;
  const middle = ROW_PX / 2;
  const draw = (...lines: CellLine[]): void => drawMatrixCell(g, cellPx, ROW_PX, shade, lines);
  if (cell === null) draw({ text: '–', y: middle + 4 });
  else if (cell.otherwise === 0) draw({ text: formatShare(failedShare(cell)), y: middle + 4 });
  else {
    const otherwise = `${formatShare(cell.otherwise / cell.offered)} otherwise`;
    draw({ text: formatShare(failedShare(cell)), y: middle - 2 }, { text: otherwise, y: middle + 12, isSmall: true });
  }
}

function tip(cell: FormCell | null, where: string): string {
  if (cell === null) return `No requests\n${where}`;
  const otherwise = cell.otherwise === 0 ? '' : `\n${formatCount(cell.otherwise)} answered, understood otherwise`;
  return `${formatCount(cell.failed)} of ${formatCount(cell.offered)} failed; the chain answers ${cell.status}${otherwise}\n${where}`;
}
