/**
 * Goal: the matrix of a labelled comparison says which combinations broke nothing and which broke most, cell by cell as
 * in the table; without labels there is none.
 * Method: a result whose breaks follow from the number of the design; the caption, the table
 * and the drawing at two widths.
 */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { NO_TIPS } from '../../../viz/charts/chart.ts';
import { draw } from '../../../viz/charts/registry.ts';
import { reportContext } from '../../../viz/data/report-context.ts';
import { breakMatrixFigure } from '../../../viz/figures/break-matrix-figure.ts';
import { gridResult } from '../sample-grid.ts';
import { sampleResult } from '../sample-result.ts';
import { SEOUL_BOSTON } from '../sample-world.ts';

const figure = breakMatrixFigure(reportContext(gridResult()))!;

function svgAt(width: number): SVGSVGElement {
  const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as { document: Document };
  return draw(figure.drawings[0]!, { document, width, tips: NO_TIPS });
}

it('is there only for designs that are labelled as a grid', () => {
  expect(breakMatrixFigure(reportContext(sampleResult(SEOUL_BOSTON)))).toBeNull();
});

it('finds for each panel what broke nothing and what broke most', () => {
  expect(figure.finding.split('\n')).toEqual([
    'With table on, 1 of 6 combinations rehashed no connection; the worst rehashed 9% (machines: one of 8 lost, front ends: 5 at half weight).',
    'With table off, 1 of 6 combinations rehashed no connection; the worst rehashed 10% (machines: one of 8 lost, front ends: 5 at half weight).',
  ]);
});

it('has a row in its table for every design, other causes apart', () => {
  const { columns, rows } = figure.table!;
  expect(columns.map(({ label }) => label).slice(0, 4)).toEqual(['design', 'machines', 'front-ends', 'table']);
  expect(rows).toHaveLength(12);
  expect(rows[9]).toEqual([
    ...['d9', 'one of 8 lost', '5 of 100 fail', 'off', '1,000', '80', '8%, 95% interval 7.9% to 8.1%', '40', '0'],
  ]);
});

describe.each([1_080, 400])('at %d px', (width) => {
  const svg = svgAt(width);
  const cells = [...svg.querySelectorAll('.cell-text')].map((text) => text.textContent);

  it('writes every share, and below it what broke for other reasons', () => {
    expect(cells.filter((text) => text!.startsWith('+'))).toEqual(['+ 4%', '+ 4%', '+ 4%', '+ 4%']);
    expect(cells.filter((text) => !text!.startsWith('+')).sort()).toEqual(
      ['0%', '0%', '1%', '2%', '3%', '4%', '5%', '6%', '7%', '8%', '9%', '10%'].sort(),
    );
  });

  it('names the rows once for each line of panels, and stays within its width', () => {
    const lines = width > 760 ? 1 : 2;
    expect([...svg.querySelectorAll('.row-label')].map((text) => text.textContent)).toHaveLength(2 * lines);
    const right = [...svg.querySelectorAll('rect')].map((rect) => {
      const shift = (node: Element | null): number =>
        node === null
          ? 0
          : Number(/translate\(([-\d.]+)/.exec(node.getAttribute('transform') ?? '')?.[1] ?? 0) +
            shift(node.parentElement);
      return shift(rect) + Number(rect.getAttribute('x')) + Number(rect.getAttribute('width'));
    });
    expect(Math.max(...right)).toBeLessThanOrEqual(width);
  });
});

it('draws as it did', async () => {
  await expect(`${svgAt(720).outerHTML.replace(/></g, '>\n<')}\n`).toMatchFileSnapshot('../snapshots/breaks.svg');
});
