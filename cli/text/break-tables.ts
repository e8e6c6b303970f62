/**
 * A labelled grid of designs, for a terminal: one table for each panel, the share of open connections that were
 * rehashed in each cell, and what broke for other reasons after a plus.
 */
import type { ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import type { LabelGrid } from '../../viz/data/label-axes.ts';
import { formatShare } from '../../viz/format.ts';
import type { Colours } from '../io.ts';
import { left, right, textTable } from './table.ts';

export function breakTables(result: ExperimentResult, grid: LabelGrid, colours: Colours): string {
  const tables = grid.designs.map((cells, panel) => {
    const title = grid.panels === null ? '' : `, ${grid.panels.name}: ${grid.panels.values[panel]}`;
    const rows = grid.rows.values.map((value, row) => [value, ...cells[row]!.map((index) => cellText(result, index))]);
    const table = textTable([left(grid.rows.name), ...grid.columns.values.map(right)], rows, colours);
    return `open connections rehashed (+ broken otherwise), by ${grid.columns.name}${title}\n${table}`;
  });
  return tables.join('\n\n');
}

function cellText({ designs, breaks }: ExperimentResult, index: number | null): string {
  // Of the windows the first is the measured time.
  const row = index === null ? undefined : breaks.find(({ designId }) => designId === designs[index]!.id);
  if (row === undefined || row.open === 0) return '-';
  const others = row.broken - row.causes.rehashed;
  return `${formatShare(row.causes.rehashed / row.open)}${others === 0 ? '' : ` + ${formatShare(others / row.open)}`}`;
}
