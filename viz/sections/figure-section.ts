/** A figure as HTML: heading, finding, key, pictures, how to read them, and the table twin. */
import type { Figure, LegendEntry, Table } from '../figures/figure.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Studio } from './studio.ts';

/** Width of the text column in the still picture, CSS px; the page measures its own. */
export const FULL_WIDTH = 1080;

export function figureSection(figure: Figure, studio: Studio): Html {
  const pictures = figure.drawings.map((drawing) => studio.picture(drawing, FULL_WIDTH));
  return figureFrame(
    figure,
    html`${legend(figure.legend)}${figure.drawings.length === 0 ? emptyState(figure) : pictures}`,
  );
}

/** The same frame around any `content`. */
export function figureFrame(figure: Figure, content: Html): Html {
  return html`<section class="figure-section" id="${figure.id}" aria-labelledby="${figure.id}-title">
<h2 id="${figure.id}-title">${figure.title}</h2>
<figure>
<figcaption>${findingLines(figure.finding)}</figcaption>
${content}
<p class="reading">${figure.reading}</p>
</figure>
${figure.table === null ? null : tableTwin(figure.title, figure.table)}
</section>
`;
}

/** One paragraph a line: what each design did stands on its own. */
export function findingLines(finding: string): Html[] {
  return finding.split('\n').map((line) => html`<p class="finding">${line}</p>`);
}

export function emptyState(figure: Figure): Html {
  return html`<p class="empty">${figure.empty}</p>`;
}

export function legend(entries: readonly LegendEntry[]): Html | null {
  if (entries.length === 0) return null;
  return html`<ul class="legend">${entries.map(
    (entry) => html`<li><span class="key key-${entry.mark} ${entry.colourClass}"></span>${entry.label}</li>`,
  )}</ul>`;
}

export function tableTwin(title: string, table: Table): Html {
  return html`<details class="table-twin"><summary>The data as a table</summary>${dataTable(title, table)}</details>`;
}

export function dataTable(title: string, table: Table): Html {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="${`Table: ${title}`}"><table>
<thead><tr>${table.columns.map((column) => html`<th scope="col"${column.isNumber ? html` class="number"` : null}>${column.label}</th>`)}</tr></thead>
<tbody>${table.rows.map(
    (row) =>
      html`<tr>${row.map((cell, i) => html`<td${table.columns[i]!.isNumber ? html` class="number"` : null}>${cell}</td>`)}</tr>\n`,
  )}</tbody></table></div>${table.note === '' ? null : html`<p class="note">${table.note}</p>`}`;
}
