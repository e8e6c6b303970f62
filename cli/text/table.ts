/**
 * Tables for people: columns lined up by blanks, no frames, so that they can be read, searched and pasted.
 */
import Table from 'cli-table3';
import type { Colours } from '../io.ts';

export interface TextColumn {
  readonly name: string;
  readonly align: 'left' | 'right';
}

const NO_FRAME = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Lines without blanks at their ends. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  colours: Colours,
): string {
  const table = new Table({
    head: columns.map((column) => colours.dim(column.name)),
    colAligns: columns.map((column) => column.align),
    chars: NO_FRAME,
    // The library's own colours ignore NO_COLOR.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

export function left(name: string): TextColumn {
  return { name, align: 'left' };
}

export function right(name: string): TextColumn {
  return { name, align: 'right' };
}
