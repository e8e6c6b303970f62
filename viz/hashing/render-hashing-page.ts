/**
 * The answer of a hashing command as one HTML file: charts drawn once, without a script, and the rows as a
 * table. Same answer, same bytes.
 */
import type { Table } from '../figures/figure.ts';
import { formatCount } from '../format.ts';
import type { Html } from '../html.ts';
import { dataSection, renderStillPage, stillFigure } from '../sections/still-page.ts';
import type { HashingData } from './hashing-data.ts';
import { hashingFigure } from './hashing-figures.ts';

export interface HashingPage {
  readonly title: string;
  /** Lines. */
  readonly summary: readonly string[];
  readonly figures: readonly HashingData[];
  readonly columns: Table['columns'];
  readonly rows: Table['rows'];
  readonly toolVersion: string;
  /** The report's style sheet. */
  readonly style: string;
}

/** A page is to be read; the command prints all rows. */
const MOST_ROWS = 1_000;

export function renderHashingPage(page: HashingPage): string {
  return renderStillPage({
    ...page,
    subject: 'consistent hashing',
    sections: (document) => [
      ...page.figures.map((data) => {
        const { draw, ...figure } = hashingFigure(data);
        return stillFigure(figure, draw, document);
      }),
      tableSection(page),
    ],
  });
}

function tableSection({ title, columns, rows }: HashingPage): Html {
  const note =
    rows.length > MOST_ROWS
      ? `The first ${formatCount(MOST_ROWS)} of ${formatCount(rows.length)} rows; the command prints all.`
      : '';
  return dataSection(title, { columns, rows: rows.slice(0, MOST_ROWS), note });
}
