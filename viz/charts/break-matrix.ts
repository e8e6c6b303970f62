/**
 * Which share of the open connections broke, in a grid of designs: rows and columns are what was changed, one panel for
 * each value of a third label. Number and shade are those rehashed; the line below says what broke for other reasons.
 */
import { formatCount, formatShare } from '../format.ts';
import type { Chart } from './chart.ts';
import { type CellLine, drawMatrixCell } from './parts/matrix-cell.ts';
import type { Group } from './parts/svg.ts';
import { createSvg, fitText, moveTo, round, textWidth } from './parts/svg.ts';

export interface BreakMatrixData {
  readonly rows: { readonly name: string; readonly values: readonly string[] };
  readonly columns: { readonly name: string; readonly values: readonly string[] };
  readonly panels: readonly BreakPanel[];
}

export interface BreakPanel {
  readonly title: string;
  /** [row][column]; null where no design has these labels. */
  readonly cells: readonly (readonly (BreakCell | null)[])[];
}

export interface BreakCell {
  readonly design: string;
  /** Connections that were open. */
  readonly open: number;
  readonly rehashed: number;
  /** Broken for any other reason. */
  readonly others: number;
  /** "4.9%, 95% interval 4.5% to 5.3%" */
  readonly rehashedText: string;
}

const GAP = 26;
const TITLE_PX = 42;
const ROW_PX = 42;
const HEAD_LINE_PX = 13;
const HEAD_FONT_PX = 11.5;
const MOST_HEAD_LINES = 3;
const LABEL_FONT_PX = 13;
/** Below this width of the drawing panels stand under one another. */
const SIDE_BY_SIDE_PX = 760;
const WIDEST_CELL_PX = 150;

export const breakMatrix: Chart<BreakMatrixData> = (data, frame) => {
  const labelPx = Math.min(
    frame.width * 0.3,
    12 + Math.max(...data.rows.values.map((value) => textWidth(value, LABEL_FONT_PX))),
  );
  const columns = frame.width < SIDE_BY_SIDE_PX ? 1 : data.panels.length;
  const inner = frame.width - labelPx - GAP * (columns - 1);
  const cellPx = Math.min(WIDEST_CELL_PX, inner / (columns * data.columns.values.length));
  const panelPx = cellPx * data.columns.values.length;
  const heads = data.columns.values.map((value) => wrapped(value, cellPx - 6));
  const headLines = Math.max(...heads.map((lines) => lines.length));
  const top = TITLE_PX + headLines * HEAD_LINE_PX + 6;
  const pitch = top + data.rows.values.length * ROW_PX + 24;
  const lines = Math.ceil(data.panels.length / columns);
  const svg = createSvg(
    frame,
    lines * pitch - 18,
    `Connections rehashed, by ${data.rows.name} and ${data.columns.name}.`,
  );
  const greatest = Math.max(...data.panels.flatMap(({ cells }) => cells.flat().map(rehashedShare)), Number.MIN_VALUE);
  for (const [i, panel] of data.panels.entries()) {
    const y = Math.floor(i / columns) * pitch;
    if (i % columns === 0) drawRowLabels(svg.append('g').attr('transform', moveTo(0, y + top)), data, labelPx);
    const g = svg.append('g').attr('transform', moveTo(labelPx + (i % columns) * (panelPx + GAP), y));
    drawHeads(g, panel, data.columns.name, heads, cellPx);
    for (const [r, cells] of panel.cells.entries()) {
      for (const [c, cell] of cells.entries()) {
        const place = g.append('g').attr('transform', moveTo(c * cellPx, top + r * ROW_PX));
        drawCell(place, cell, cellPx, rehashedShare(cell) / greatest);
        const where = `${data.rows.name}: ${data.rows.values[r]}, ${data.columns.name}: ${data.columns.values[c]}`;
        frame.tips.mark(place.node()!, tip(cell, `${where}\n${panel.title}`));
      }
    }
  }
  return svg.node()!;
};

function rehashedShare(cell: BreakCell | null): number {
  return cell === null || cell.open === 0 ? 0 : cell.rehashed / cell.open;
}

function drawRowLabels(g: Group, { rows }: BreakMatrixData, labelPx: number): void {
  g.append('text')
    .attr('class', 'note')
    .attr('x', 0)
    .attr('y', -8)
    .text(fitText(rows.name, labelPx, HEAD_FONT_PX));
  for (const [r, value] of rows.values.entries()) {
    g.append('text')
      .attr('class', 'row-label')
      .attr('x', 0)
      .attr('y', r * ROW_PX + ROW_PX / 2 + 4)
      .text(fitText(value, labelPx - 6, LABEL_FONT_PX));
  }
}

/** @param heads lines of each column's name; the last lines stand level */
function drawHeads(g: Group, panel: BreakPanel, axis: string, heads: readonly string[][], cellPx: number): void {
  g.append('text').attr('class', 'panel-title').attr('x', 1).attr('y', 15).text(panel.title);
  g.append('text').attr('class', 'note').attr('x', 1).attr('y', 31).text(axis);
  const headLines = Math.max(...heads.map((lines) => lines.length));
  for (const [c, lines] of heads.entries()) {
    for (const [i, line] of lines.entries()) {
      g.append('text')
        .attr('class', 'tick')
        .attr('x', round((c + 0.5) * cellPx))
        .attr('y', TITLE_PX + (headLines - lines.length + i + 1) * HEAD_LINE_PX)
        .attr('text-anchor', 'middle')
        .text(line);
    }
  }
}

function drawCell(g: Group, cell: BreakCell | null, cellPx: number, shareOfGreatest: number): void {
  const shade = cell === null || cell.rehashed === 0 ? null : shareOfGreatest;
  const middle = ROW_PX / 2;
  const draw = (...lines: CellLine[]): void => drawMatrixCell(g, cellPx, ROW_PX, shade, lines);
  if (cell === null) draw({ text: '–', y: middle + 4 });
  else if (cell.others === 0 || cell.open === 0) draw({ text: formatShare(rehashedShare(cell)), y: middle + 4 });
  else {
    const others = `+ ${formatShare(cell.others / cell.open)}`;
    draw({ text: formatShare(rehashedShare(cell)), y: middle - 1 }, { text: others, y: middle + 13, isSmall: true });
  }
}

function tip(cell: BreakCell | null, where: string): string {
  if (cell === null) return `No design\n${where}`;
  const others = cell.others === 0 ? '' : `\n${formatCount(cell.others)} broke for other reasons`;
  return `${cell.rehashedText}\n${formatCount(cell.rehashed)} of ${formatCount(cell.open)} open connections rehashed${others}\n${where}\n${cell.design}`;
}

/** Words in lines of at most `width` pixels; what does not fit the lines there are is cut. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && (textWidth(longer, HEAD_FONT_PX) <= width || lines.length === MOST_HEAD_LINES)) {
      lines[lines.length - 1] = longer;
    } else lines.push(word);
  }
  return lines.map((line) => fitText(line, width, HEAD_FONT_PX));
}
