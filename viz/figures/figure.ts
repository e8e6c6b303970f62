/** A figure of the report: what it found in words first, then the picture, then the same data as a table. */
import type { Drawing } from '../charts/registry.ts';

export interface Figure {
  readonly id: string;
  readonly title: string;
  /** What the picture shows, computed from the data; a line for each design. */
  readonly finding: string;
  /** How to read it. */
  readonly reading: string;
  readonly legend: readonly LegendEntry[];
  /** Side by side where there is room; null draws the sentence `empty` instead. */
  readonly drawings: readonly Drawing[];
  /** Said when there is nothing to draw. */
  readonly empty: string;
  readonly table: Table | null;
}

export interface LegendEntry {
  readonly label: string;
  /** Class that carries the colour. */
  readonly colourClass: string;
  readonly mark: 'square' | 'line' | 'dashed' | 'hatched' | 'diamond';
}

export interface Table {
  readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** What was left out, and where it is; empty for nothing. */
  readonly note: string;
}

/** Rows that a table of the report holds at most; the files hold all. */
export const MOST_ROWS = 60;

/** A table of `rows`, cut after `MOST_ROWS` with a note that names the file with the rest. */
export function tableOf(
  labels: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns: number,
  file: string,
): Table {
  return {
    columns: labels.map((label, i) => ({ label, isNumber: i >= textColumns })),
    rows: rows.slice(0, MOST_ROWS),
    note: rows.length > MOST_ROWS ? `The first ${MOST_ROWS} of ${rows.length} rows; all are in ${file}.` : '',
  };
}
