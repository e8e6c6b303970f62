/**
 * What the maglev commands answer: rows, printed as a table for people, as CSV or as JSON from one description of the
 * columns, and what a page draws of them.
 */
import { stringify } from 'csv-stringify/sync';
import type { HashingData } from '../../viz/hashing/hashing-data.ts';
import type { ListFormat } from '../formats/format-names.ts';
import type { Colours } from '../io.ts';
import { longTable } from '../text/long-table.ts';
import { type TextColumn, textTable } from '../text/table.ts';

/** From here on a text table is written line by line. */
const LONG_ROWS = 500;

export interface ReportColumn {
  /** CSV and JSON name; people read it with blanks. */
  readonly name: string;
  /** A share is a fraction in CSV and JSON, and a percentage for people. */
  readonly unit: 'text' | 'count' | 'share';
  /** In CSV and JSON only: too much for a line of text. */
  readonly isDetail?: true;
}

export type ReportCell = string | number | null;

export interface Report {
  readonly title: string;
  /** Lines above the table, for people. */
  readonly summary: readonly string[];
  /** Facts beside the rows, for JSON. */
  readonly facts: Readonly<Record<string, ReportCell | readonly string[]>>;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
  readonly figures: readonly HashingData[];
}

export function printReport(report: Report, format: ListFormat, colours: Colours): string {
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

/** The columns for people, and the cells of all rows below them as text. */
export function textCells({ columns, rows }: Report): { readonly heads: TextColumn[]; readonly cells: string[][] } {
  const shown = [...columns.keys()].filter((at) => columns[at]!.isDetail !== true);
  return {
    heads: shown.map((at) => {
      const { name, unit } = columns[at]!;
      return { name: name.replaceAll('_', ' '), align: unit === 'text' ? 'left' : 'right' };
    }),
    cells: rows.map((row) => shown.map((at) => textCell(row[at]!, columns[at]!))),
  };
}

function asText(report: Report, colours: Colours): string {
  const { heads, cells } = textCells(report);
  const write = cells.length > LONG_ROWS ? longTable : textTable;
  const { summary } = report;
  const table = cells.length === 0 ? [] : [write(heads, cells, colours)];
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
