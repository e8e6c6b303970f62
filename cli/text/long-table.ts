/**
 * A table of many rows, as `textTable` writes it, in time proportional to the rows: cli-table3's grows with
 * their square (65,537 rows: 109 s).
 *
 * Cells are plain text of letters that are one column wide.
 */
import type { Colours } from '../io.ts';
import type { TextColumn } from './table.ts';

const GAP = '  ';

export function longTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  colours: Colours,
): string {
  const widths = columns.map(({ name }, at) =>
    rows.reduce((width, row) => Math.max(width, row[at]!.length), name.length),
  );
  const padded = (text: string, at: number): string =>
    columns[at]!.align === 'left' ? text.padEnd(widths[at]!) : text.padStart(widths[at]!);
  // Colour goes around the name and not its padding, as in `textTable`.
  const head = columns.map(({ name }, at) => padded(name, at).replace(name, () => colours.dim(name)));
  return [head, ...rows.map((row) => row.map(padded))].map((cells) => cells.join(GAP).trimEnd()).join('\n');
}
