/**
 * Goal: labelled designs become a grid exactly when that says everything: two or three labels, the same for all, no
 * place taken twice; and of a large grid the report's other figures show the baseline and the worst of each panel.
 * Method: lists of labels by hand; a result with labels and breaks put over the sample.
 */
import { describe, expect, it } from 'vitest';
import type { BreakRow, DesignSummary, ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { detailedResult } from '../../../viz/data/detailed-designs.ts';
import { labelGrid } from '../../../viz/data/label-axes.ts';
import { gridResult } from '../sample-grid.ts';

function labelled(...labels: readonly Record<string, string>[]): Pick<DesignSummary, 'labels'>[] {
  return labels.map((own) => ({ labels: own }));
}

describe('grid', () => {
  it('has rows, columns and panels in the order in which the designs have them', () => {
    const grid = labelGrid(
      labelled(
        { machines: 'none', 'front-ends': 'drained', table: 'on' },
        { machines: 'lost', 'front-ends': 'none', table: 'on' },
        { machines: 'none', 'front-ends': 'none', table: 'off' },
      ),
    );
    expect(grid).toEqual({
      rows: { name: 'machines', values: ['none', 'lost'] },
      columns: { name: 'front ends', values: ['drained', 'none'] },
      panels: { name: 'table', values: ['on', 'off'] },
      designs: [
        [
          [0, null],
          [null, 1],
        ],
        [
          [null, 2],
          [null, null],
        ],
      ],
    });
  });

  it('has one panel with two labels', () => {
    const grid = labelGrid(labelled({ a: 'x', b: '1' }, { a: 'y', b: '1' }));
    expect([grid!.panels, grid!.designs]).toEqual([null, [[[0], [1]]]]);
  });

  it.each([
    ['no labels', labelled({}, {})],
    ['one label', labelled({ a: 'x' }, { a: 'y' })],
    ['four labels', labelled({ a: 'x', b: 'x', c: 'x', d: 'x' })],
    ['labels that only some have', labelled({ a: 'x', b: 'x' }, { a: 'x', c: 'y' })],
    ['a place taken twice', labelled({ a: 'x', b: 'x' }, { a: 'x', b: 'x' })],
    ['no design', []],
  ])('is none with %s', (_, designs) => {
    expect(labelGrid(designs)).toBeNull();
  });
});

describe('detailed designs', () => {
  const result = gridResult();

  it('are the baseline and the worst of each panel, in the order of the designs, with all that is theirs', () => {
    const near = detailedResult(result);
    // Of the last row, the second column broke most: what lost its front end counts too.
    expect(near.designs.map(({ id }) => id)).toEqual(['d0', 'd8', 'd9']);
    const lists: readonly (keyof ExperimentResult)[] = [
      'summary',
      'series',
      'flows',
      'flowSlices',
      'latency',
      'backends',
    ];
    for (const list of lists) {
      const rows = near[list] as readonly { readonly designId: string }[];
      expect([...new Set(rows.map(({ designId }) => designId))]).toEqual(['d0', 'd8', 'd9']);
    }
    expect(near.notices.at(-1)).toContain('12 designs: the matrix shows all of them');
  });

  it('are all where there are few, or no grid', () => {
    const few = { ...result, designs: result.designs.slice(0, 6) };
    expect(detailedResult(few)).toBe(few);
    const plain = { ...result, designs: result.designs.map((design) => ({ ...design, labels: {} })) };
    expect(detailedResult(plain)).toBe(plain);
  });

  it('start with the first design when the baseline did not run', () => {
    const cut = { ...result, designs: result.designs.map((design) => ({ ...design, isBaseline: false })) };
    const breaks: readonly BreakRow[] = [];
    expect(detailedResult({ ...cut, breaks }).designs.map(({ id }) => id)).toEqual(['d0', 'd1', 'd2']);
  });
});
