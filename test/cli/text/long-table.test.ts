/**
 * Goal: a long table looks as a short one does, and its time does not explode. Method: the same rows
 * through both; many rows through one.
 */
import pc from 'picocolors';
import { expect, it } from 'vitest';
import { longTable } from '../../../cli/text/long-table.ts';
import { left, right, textTable } from '../../../cli/text/table.ts';

const COLUMNS = [right('slot'), left('backend'), left('a long name of a column'), right('x')];
const row = (at: number): string[] => [String(at), `10.0.0.${at}:8080`, at % 2 === 0 ? '' : '-', 'y'.repeat(at % 5)];

it.each([false, true])('the same lines as textTable, colours %s', (isColoured) => {
  const colours = pc.createColors(isColoured);
  const rows = Array.from({ length: 40 }, (_, at) => row(at));
  expect(longTable(COLUMNS, rows, colours)).toBe(textTable(COLUMNS, rows, colours));
});

it('writes every row of a large table', () => {
  const rows = Array.from({ length: 200_000 }, (_, at) => row(at));
  expect(longTable(COLUMNS, rows, pc.createColors(false)).split('\n')).toHaveLength(200_001);
});
