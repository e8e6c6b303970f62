/**
 * What the maglev commands print: rows as a table for people, as CSV or as JSON, from one description of the columns.
 */
import { stringify } from 'csv-stringify/sync';
import type { Colours } from '../io.ts';
import { textTable } from '../text/table.ts';

export const MAGLEV_FORMATS = ['text', 'csv', 'json'] as const;
export type MaglevFormat = (typeof MAGLEV_FORMATS)[number];

export interface ReportColumn {
  /** CSV and JSON name; people read it with blanks. */
  readonly name: string;
  /** A share is a fraction in CSV and JSON, and a percentage for people. */
  readonly unit: 'text' | 'count' | 'share';
}

export type ReportCell = string | number | null;

export interface Report {
  /** Lines above the table, for people. */
  readonly summary: readonly string[];
  /** Facts beside the rows, for JSON. */
  readonly facts: Readonly<Record<string, ReportCell | readonly string[]>>;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
}

export function printReport(report: Report, format: MaglevFormat, colours: Colours): string {
  switch (format) {
    case 'text':
      return asText(report, colours);
    case 'csv':
      return asCsv(report);
    case 'json':
      return asJson(report);
  }
}

/** 0.00706 -> "0.706%". */
export function percentText(share: number): string {
  return `${(100 * share).toFixed(3)}%`;
}

function asText({ summary, columns, rows }: Report, colours: Colours): string {
  const heads = columns.map(
    ({ name, unit }) => ({ name: name.replaceAll('_', ' '), align: unit === 'text' ? 'left' : 'right' }) as const,
  );
  const cells = rows.map((row) => row.map((cell, at) => textCell(cell, columns[at]!)));
  const table = rows.length === 0 ? [] : [textTable(heads, cells, colours)];
  return `${[...summary, ...table].join('\n')}\n`;
}

function textCell(cell: ReportCell, { unit }: ReportColumn): string {
  if (cell === null) return '-';
  return unit === 'share' && typeof cell === 'number' ? percentText(cell) : String(cell);
}

function asCsv({ columns, rows }: Report): string {
  const records = rows.map((row) => row.map((cell, at) => csvCell(cell, columns[at]!)));
  return stringify([columns.map(({ name }) => name), ...records], { record_delimiter: '\n' });
}

/** Shares with eight decimals: a slot of the largest table is 2e-7. */
function csvCell(cell: ReportCell, { unit }: ReportColumn): string {
  if (cell === null) return '';
  return unit === 'share' && typeof cell === 'number' ? cell.toFixed(8) : String(cell);
}

function asJson({ facts, columns, rows }: Report): string {
  const records = rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]!])));
  return `${JSON.stringify({ ...facts, rows: records }, null, 2)}\n`;
}
