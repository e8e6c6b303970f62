/**
 * Rows of a result table as CSV (RFC 4180): header and order from the column table, numbers by each column's unit.
 *
 * Every cell is made text here, because csv-stringify would write `false` as an empty cell and numbers as JavaScript
 * prints them. Lines end with a line feed, as other text files of the result do.
 */
import { stringify } from 'csv-stringify/sync';
import { type Column, RESULT_COLUMNS, type ResultTable, type TableRow } from '../../sim/metrics/columns.ts';
import { formatNumber, type Unit } from '../../sim/metrics/format-number.ts';

export function csvText<Table extends ResultTable>(table: Table, rows: readonly TableRow<Table>[]): string {
  const columns: readonly Column[] = RESULT_COLUMNS[table];
  const records = rows.map((row: Readonly<Record<string, Cell>>) => columns.map((column) => cellText(row, column)));
  return stringify([columns.map(({ name }) => name), ...records], { record_delimiter: '\n' });
}

type Cell = string | number | boolean | null;

function cellText(row: Readonly<Record<string, Cell>>, { name, unit }: Column): string {
  const value = row[name]!;
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  // Capacities are counts of one thing or another: numbers all.
  if (unit === 'asCapacity') return formatNumber(value, 'number');
  return formatNumber(value, unit === 'asRow' ? (row.unit as Unit) : (unit as Unit));
}
