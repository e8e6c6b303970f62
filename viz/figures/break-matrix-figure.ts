/** The comparison of a labelled grid of designs: how many connections broke in each, of those that were open. */
import type { BreakRow } from '../../sim/metrics/experiment-result.ts';
import type { BreakCell, BreakMatrixData, BreakPanel } from '../charts/break-matrix.ts';
import { intervalText } from '../charts/interval-rows.ts';
import { type LabelGrid, labelGrid } from '../data/label-axes.ts';
import type { ReportContext } from '../data/report-context.ts';
import { formatCount, formatShare } from '../format.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';

/** null where the designs are not labelled as a grid. */
export function breakMatrixFigure(context: ReportContext): Figure | null {
  const grid = labelGrid(context.result.designs);
  if (grid === null) return null;
  const data = matrixData(context, grid);
  return {
    id: 'breaks',
    title: 'Connections that broke',
    finding: data.panels.map((panel) => panelFinding(panel, data)).join('\n'),
    reading:
      'Number and shade: connections whose packets were sent to another front end than the one that held them, of those that were open in the measured time. With a plus below: broken for any other reason, such as the loss of the front end itself.',
    legend: [],
    drawings: [{ kind: 'breakMatrix', data }],
    empty: '',
    table: tableOf(
      ['design', ...labelKeys(context), 'open', 'rehashed', 'share', 'broken otherwise', 'not remembered'],
      context.result.designs.map(({ id, labels }) => {
        const { open, broken, causes, unremembered } = rowOf(context, id);
        return [
          id,
          ...Object.values(labels),
          formatCount(open),
          formatCount(causes.rehashed),
          rehashedText(context, id),
          formatCount(broken - causes.rehashed),
          formatCount(unremembered),
        ];
      }),
      1 + labelKeys(context).length,
      'breaks.csv',
    ),
  };
}

function labelKeys({ result }: ReportContext): string[] {
  return Object.keys(result.designs[0]!.labels);
}

function matrixData(context: ReportContext, { rows, columns, panels, designs }: LabelGrid): BreakMatrixData {
  return {
    rows,
    columns,
    panels: designs.map((cells, p) => ({
      title: panels === null ? '' : `${panels.name}: ${panels.values[p]}`,
      cells: cells.map((row) => row.map((index) => (index === null ? null : cellOf(context, index)))),
    })),
  };
}

function cellOf(context: ReportContext, designIndex: number): BreakCell {
  const { id } = context.designs[designIndex]!;
  const { open, broken, causes } = rowOf(context, id);
  return {
    design: id,
    open,
    rehashed: causes.rehashed,
    others: broken - causes.rehashed,
    rehashedText: rehashedText(context, id),
  };
}

/** Breaks in the measured time, the first of the windows. */
function rowOf({ result }: ReportContext, designId: string): BreakRow {
  return result.breaks.find((row) => row.designId === designId)!;
}

function rehashedText({ result }: ReportContext, designId: string): string {
  const row = result.summary.find((one) => one.designId === designId && one.metric === 'rehashedShare');
  return row === undefined ? 'no value' : intervalText(row, 'share');
}

/** "table: on: 8 of 12 combinations rehashed no connection; the most, 3.8%, with one of 8 lost and 5 drained." */
function panelFinding(panel: BreakPanel, { rows, columns }: BreakMatrixData): string {
  const cells = panel.cells.flatMap((row, r) =>
    row.flatMap((cell, c) => (cell === null ? [] : [{ cell, row: rows.values[r]!, column: columns.values[c]! }])),
  );
  const unharmed = cells.filter(({ cell }) => cell.rehashed === 0).length;
  const subject = panel.title === '' ? '' : `With ${panel.title.replace(': ', ' ')}, `;
  if (unharmed === cells.length) return `${subject}no combination rehashed a connection.`;
  const worst = cells.reduce((a, b) => (shareOf(b.cell) > shareOf(a.cell) ? b : a));
  const most = `${formatShare(shareOf(worst.cell))} (${rows.name}: ${worst.row}, ${columns.name}: ${worst.column})`;
  return `${subject}${unharmed} of ${cells.length} combinations rehashed no connection; the worst rehashed ${most}.`;
}

function shareOf({ rehashed, open }: BreakCell): number {
  return open === 0 ? 0 : rehashed / open;
}
