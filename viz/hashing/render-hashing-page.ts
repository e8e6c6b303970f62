/**
 * The answer of a hashing command as one HTML file: charts drawn once, without a script, and the rows as a table. Same answer, same bytes.
 */
import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { NO_TIPS } from '../charts/chart.ts';
import type { Table } from '../figures/figure.ts';
import { formatCount } from '../format.ts';
import { type Html, html, raw } from '../html.ts';
import { dataTable, FULL_WIDTH, figureFrame, legend } from '../sections/figure-section.ts';
import type { HashingData } from './hashing-data.ts';
import { type HashingFigure, hashingFigure } from './hashing-figures.ts';

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
/** Of the second drawing, for a telephone of 390 px less its margins: nothing on the page draws again. */
const NARROW_WIDTH = 358;
const NARROW_STYLE = `.narrow{display:none}@media (max-width:680px){.wide{display:none}.narrow{display:block}}`;

export function renderHashingPage(page: HashingPage): string {
  const style = `${page.style}\n${NARROW_STYLE}`;
  const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as Window;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}: Spillway</title>
<style>${raw(style)}</style>
</head>
<body>
<header class="masthead">
<div class="masthead-top"><p class="brand">Spillway <span>consistent hashing</span></p></div>
<h1>${page.title}</h1>
${page.summary.map((line, at) => (at === 0 ? html`<p class="question">${line}</p>\n` : html`<p class="command">${line}</p>\n`))}</header>
<main>
${page.figures.map((data) => figureSection(hashingFigure(data), document))}${tableSection(page)}</main>
<footer><p>Spillway ${page.toolVersion}. Drawn with D3 (© Mike Bostock, ISC licence).</p></footer>
</body>
</html>
`.markup;
}

function figureSection(figure: HashingFigure, document: Document): Html {
  const drawing = (width: number): Html => raw(figure.draw({ document, width, tips: NO_TIPS }).outerHTML);
  return figureFrame(
    { ...figure, drawings: [], empty: '', table: null },
    html`${legend(figure.legend)}<div class="drawing wide">${drawing(FULL_WIDTH)}</div><div class="drawing narrow">${drawing(NARROW_WIDTH)}</div>`,
  );
}

function tableSection({ title, columns, rows }: HashingPage): Html {
  const note =
    rows.length > MOST_ROWS
      ? `The first ${formatCount(MOST_ROWS)} of ${formatCount(rows.length)} rows; the command prints all.`
      : '';
  return html`<section id="data" aria-labelledby="data-title"><h2 id="data-title">The data as a table</h2>
${dataTable(title, { columns, rows: rows.slice(0, MOST_ROWS), note })}</section>
`;
}

/** Nothing may be loaded or run; only this very style applies. */
function policy(style: string): string {
  const hash = createHash('sha256').update(style, 'utf8').digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
