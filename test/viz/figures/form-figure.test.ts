/**
 * Goal: the matrix of forms says for each design and chain what share of each form failed and what was understood
 * otherwise, and is not there without forms. Method: rows made by hand, of a design with one chain and one that moves
 * clients; the caption, the table and the drawing at two widths.
 */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { ExperimentResult, FormRow } from '../../../sim/metrics/experiment-result.ts';
import { NO_TIPS } from '../../../viz/charts/chart.ts';
import { draw } from '../../../viz/charts/registry.ts';
import { reportContext } from '../../../viz/data/report-context.ts';
import { formFigure } from '../../../viz/figures/form-figure.ts';
import { sampleResult } from '../sample-result.ts';
import { SEOUL_BOSTON } from '../sample-world.ts';

const base = sampleResult(SEOUL_BOSTON);
const [first, second] = base.designs;

function row(designIndex: number, form: string, side: 'old' | 'new', changes: Partial<FormRow> = {}): FormRow {
  const { id } = base.designs[designIndex]!;
  const outcomes = {
    completed: 0,
    refused: 0,
    timedOut: 0,
    dropped: 0,
    blocked: 0,
    reset: 0,
    rejected: 0,
    unfinished: 0,
  };
  const offered = changes.offered ?? 0;
  const rejected = changes.outcomes?.rejected ?? 0;
  return {
    ...{ designId: id, window: 'all', form, side, status: 200, change: null, offered, silentlyOther: 0 },
    ...changes,
    outcomes: { ...outcomes, completed: offered - rejected, rejected },
  };
}

function failing(count: number): FormRow['outcomes'] {
  return { completed: 0, refused: 0, timedOut: 0, dropped: 0, blocked: 0, reset: 0, rejected: count, unfinished: 0 };
}

const forms: readonly FormRow[] = [
  row(0, 'users', 'old', { offered: 1_000 }),
  row(0, 'slash', 'old', { offered: 50, outcomes: failing(50), status: 404 }),
  row(1, 'users', 'old', { offered: 600 }),
  row(1, 'slash', 'old', { offered: 30 }),
  row(1, 'users', 'new', { offered: 400, silentlyOther: 100 }),
  row(1, 'slash', 'new', { offered: 20, outcomes: failing(5) }),
  { ...row(1, 'slash', 'new', { offered: 9_999 }), window: 'evening' },
];
const result: ExperimentResult = { ...base, forms };
const figure = formFigure(reportContext(result))!;

function svgAt(width: number): SVGSVGElement {
  const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as { document: Document };
  return draw(figure.drawings[0]!, { document, width, tips: NO_TIPS });
}

it('says of a chain on which nothing failed that nothing did, whatever rounding left of means of replications', () => {
  const unfinished = 0.1 + 0.2;
  const sound = row(0, 'users', 'old', { offered: 1_000.1 });
  const outcomes = { ...sound.outcomes, completed: 999.8, unfinished };
  // What is left of those offered is not zero here.
  expect(1_000.1 - 999.8 - unfinished).not.toBe(0);
  const only = formFigure(reportContext({ ...base, forms: [{ ...sound, outcomes }] }))!;
  expect(only.finding).toBe(`${first!.id}: of its requests 0% failed.`);
});

it('is there only where requests have a form', () => {
  expect(formFigure(reportContext(base))).toBeNull();
});

it('says of each design and chain how many failed, of which form most, and what no status tells', () => {
  expect(figure.finding.split('\n')).toEqual([
    `${first!.id}: of its requests 4.76% failed, most of them slash (50).`,
    `${second!.id}: of the old chain's requests 0% failed; of the new chain's requests 1.19% failed, most of them slash (5), and 100 were understood otherwise than before.`,
  ]);
});

it('has the measured time only in its table, and the status of each answer', () => {
  expect(figure.table!.rows).toHaveLength(6);
  expect(figure.table!.rows[1]).toEqual([first!.id, 'slash', 'old', '404', '50', '50', '100%', '0']);
  expect(figure.table!.rows[5]).toEqual([second!.id, 'slash', 'new', '200', '20', '5', '25%', '0']);
});

describe.each([1_080, 380])('at %d px', (width) => {
  const svg = svgAt(width);

  it('writes every share, and below it what was understood otherwise', () => {
    const texts = [...svg.querySelectorAll('.cell-text')].map((text) => text.textContent);
    expect(texts).toEqual(['0%', '100%', '0%', '0%', '25% otherwise', '0%', '25%']);
  });

  it('stays within its width, and shades what failed only', () => {
    for (const rect of svg.querySelectorAll('rect')) {
      const shift = Number(
        /translate\(([\d.]+)/.exec(rect.parentElement!.parentElement!.getAttribute('transform')!)![1],
      );
      const inner = Number(/translate\(([\d.]+)/.exec(rect.parentElement!.getAttribute('transform')!)![1]);
      expect(shift + inner + Number(rect.getAttribute('width'))).toBeLessThanOrEqual(width);
    }
    expect(svg.querySelectorAll('rect.no-value')).toHaveLength(4);
    expect(svg.querySelectorAll('rect.m11')).toHaveLength(1);
  });
});
