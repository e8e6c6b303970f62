/**
 * Goal: a change in what a chart draws is seen in review. Method: every kind of chart of the sample report, drawn small
 * without a browser and kept as SVG files; numbers are rounded in the charts, so the files are stable.
 */
import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { NO_TIPS } from '../../../viz/charts/chart.ts';
import type { Drawing } from '../../../viz/charts/registry.ts';
import { draw } from '../../../viz/charts/registry.ts';
import { reportContext } from '../../../viz/data/report-context.ts';
import { backendFigure } from '../../../viz/figures/backend-figure.ts';
import { counterFigure } from '../../../viz/figures/counter-figure.ts';
import { differenceFigure } from '../../../viz/figures/difference-figure.ts';
import { latencyFigures } from '../../../viz/figures/latency-figures.ts';
import { mapFigure } from '../../../viz/figures/map-figure.ts';
import { outcomesFigure } from '../../../viz/figures/outcomes-figure.ts';
import { regionLoadFigure } from '../../../viz/figures/region-load-figure.ts';
import { spillFigures } from '../../../viz/figures/spill-figures.ts';
import { stackedLoadFigure } from '../../../viz/figures/stacked-load-figure.ts';
import { sampleResult } from '../sample-result.ts';
import { SEOUL_BOSTON } from '../sample-world.ts';

/** Coarse intervals: a file that a person can read. */
const context = reportContext(sampleResult({ ...SEOUL_BOSTON, intervalMs: 60_000, sliceMs: 300_000, replications: 3 }));
const figures = [
  stackedLoadFigure(context),
  regionLoadFigure(context),
  outcomesFigure(context),
  counterFigure(context)!,
  mapFigure(context),
  ...spillFigures(context),
  ...latencyFigures(context),
  backendFigure(context),
  differenceFigure(context),
];

/** One element a line, and the names of colours only as classes. */
function readable(svg: string): string {
  return `${svg.replace(/></g, '>\n<')}\n`;
}

it.each(figures.map((figure) => [figure.id, figure.drawings[0]!] as [string, Drawing]))('%s', async (id, drawing) => {
  const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as { document: Document };
  const svg = draw(drawing, { document, width: 720, tips: NO_TIPS }).outerHTML;
  await expect(readable(svg)).toMatchFileSnapshot(`../snapshots/${id}.svg`);
});
