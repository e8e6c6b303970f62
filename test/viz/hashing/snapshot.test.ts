/**
 * Goal: a change in what a hashing chart draws is seen in review. Method: each chart, drawn small without a
 * browser and kept as an SVG file.
 */
import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { NO_TIPS } from '../../../viz/charts/chart.ts';
import { hashingFigure } from '../../../viz/hashing/hashing-figures.ts';
import { FIGURES } from './sample-page.ts';

it.each(Object.values(FIGURES).map((data) => [data.kind, data] as const))('%s', async (kind, data) => {
  const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as { document: Document };
  const svg = hashingFigure(data).draw({ document, width: 720, tips: NO_TIPS }).outerHTML;
  await expect(`${svg.replace(/></g, '>\n<')}\n`).toMatchFileSnapshot(`../snapshots/hashing-${kind}.svg`);
});
