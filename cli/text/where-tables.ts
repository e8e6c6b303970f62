/**
 * Who was served where, for a terminal: one table for each window that says something new; a row for each metro and
 * design, a column for each region. Of a large labelled grid of designs, only some.
 */
import type { ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import { detailedResult } from '../../viz/data/detailed-designs.ts';
import { formatClock, formatCount, formatShare } from '../../viz/format.ts';
import type { Colours } from '../io.ts';
import { isNamed, leftOutText, tellingTables } from '../summary/telling-windows.ts';
import type { WhereTable } from '../summary/where-connections-went.ts';
import { left, right, textTable } from './table.ts';

export function whereTables(result: ExperimentResult, colours: Colours): string {
  const telling = tellingTables(detailedResult(result));
  const leftOut = leftOutText(telling);
  return [
    ...telling.tables.map((table) => `${colours.bold(windowTitle(table))}\n${tableText(table, colours)}`),
    ...(leftOut === null ? [] : [leftOut]),
  ].join('\n\n');
}

/** A window of two instants says nothing by its id that the span does not say. */
export function windowTitle(table: WhereTable): string {
  const { window } = table;
  const span = `${formatClock(window.startMs)} to ${formatClock(window.endMs)}`;
  return isNamed(table) ? `Where connections went during ${window.id}, ${span}` : `Where connections went, ${span}`;
}

function tableText({ destinations, rows }: WhereTable, colours: Colours): string {
  const columns = [left('metro'), left('design'), right('offered'), ...destinations.map(right)];
  const cells = rows.map((row, index) => [
    row.metro === rows[index - 1]?.metro ? '' : row.metro,
    row.designId,
    formatCount(row.offered),
    ...row.counts.map((count) => destinationCell(count, row.offered)),
  ]);
  return textTable(columns, cells, colours);
}

/** `12,345  61.2%`; a dash where nobody went. */
export function destinationCell(count: number, offered: number): string {
  return count === 0 ? '-' : `${formatCount(count)} ${formatShare(count / offered).padStart(6)}`;
}
