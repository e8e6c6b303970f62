/**
 * A page of drawings that stay as they are: one HTML file without a script, each chart drawn
 * for a screen and for a telephone.
 */
import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { type Frame, NO_TIPS } from '../charts/chart.ts';
import type { Figure, Table } from '../figures/figure.ts';
import { type Html, html, raw } from '../html.ts';
import { dataTable, FULL_WIDTH, figureFrame, legend } from './figure-section.ts';

export interface StillPage {
  readonly title: string;
  /** What the page is about, beside the name of the program. */
  readonly subject: string;
  /** Lines; the first is the largest. */
  readonly summary: readonly string[];
  readonly sections: (document: Document) => readonly Html[];
  readonly toolVersion: string;
  /** The report's style sheet. */
  readonly style: string;
}

/** Of the second drawing, for a telephone of 390 px less its margins: nothing on the page draws again. */
const NARROW_WIDTH = 358;
const NARROW_STYLE = `.narrow{display:none}@media (max-width:680px){.wide{display:none}.narrow{display:block}}`;

export function renderStillPage(page: StillPage): string {
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
<div class="masthead-top"><p class="brand">Spillway <span>${page.subject}</span></p></div>
<h1>${page.title}</h1>
${page.summary.map((line, at) => (at === 0 ? html`<p class="question">${line}</p>\n` : html`<p class="command">${line}</p>\n`))}</header>
<main>
${[...page.sections(document)]}</main>
<footer><p>Spillway ${page.toolVersion}. Drawn with D3 (© Mike Bostock, ISC licence).</p></footer>
</body>
</html>
`.markup;
}

export function stillFigure(
  figure: Pick<Figure, 'id' | 'title' | 'finding' | 'reading' | 'legend'>,
  draw: (frame: Frame) => SVGSVGElement,
  document: Document,
): Html {
  const drawing = (width: number): Html => raw(draw({ document, width, tips: NO_TIPS }).outerHTML);
  return figureFrame(
    { ...figure, drawings: [], empty: '', table: null },
    html`${legend(figure.legend)}<div class="drawing wide">${drawing(FULL_WIDTH)}</div><div class="drawing narrow">${drawing(NARROW_WIDTH)}</div>`,
  );
}

export function dataSection(title: string, table: Table): Html {
  return html`<section id="data" aria-labelledby="data-title"><h2 id="data-title">The data as a table</h2>
${dataTable(title, table)}</section>
`;
}

/** Nothing may be loaded or run; only this very style applies. */
function policy(style: string): string {
  const hash = createHash('sha256').update(style, 'utf8').digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
