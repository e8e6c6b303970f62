/**
 * Goal: the page of a comparison says in words what it draws, keeps worse and better apart, and cannot be broken by a
 * name. Method: read the HTML that comes out.
 */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { compareFigures } from '../../../sim/metrics/comparison/compare-figures.ts';
import { sampleFigures } from '../../sim/metrics/comparison/figures.ts';
import { sampleComparison, samplePage } from './sample-comparison.ts';

const parse = (page: string): Document => parseHTML(page).document as unknown as Document;
const textOf = (document: Document, selector: string): string[] =>
  [...document.querySelectorAll(selector)].map((element) => element.textContent!.trim());

describe('the file', () => {
  const page = samplePage();
  const document = parse(page);

  it('has no script, loads nothing, and is the same for the same comparison', () => {
    expect(document.querySelectorAll('script, link, img, iframe')).toHaveLength(0);
    expect(page).not.toMatch(/ style=| on\w+="|https?:\/\/(?!www\.w3\.org)/);
    expect(samplePage(sampleComparison())).toBe(page);
  });

  it('has a figure for each kind of change, and the names as they are', () => {
    expect(textOf(document, 'h1')).toEqual(['branch <i> against main']);
    expect(textOf(document, 'h2')).toEqual([
      'Worse',
      'Better',
      'Changed',
      'Tolerated',
      'Undecided',
      'The data as a table',
    ]);
    expect(textOf(document, '.legend li')).toContain('spray <b>');
    expect(page).not.toContain('<b>');
  });

  it('says what it found and what it rests on', () => {
    expect(textOf(document, '.question')).toEqual(['6 figures differ, 4 of them established.']);
    expect(textOf(document, '.command')).toEqual(['events.lost.at: "20m" → "21m"', '5 replications paired by seed 42']);
    expect(textOf(document, '#worse .finding')[0]).toMatch(
      /^1 of 6\. The largest in proportion is latency p50 under waterfall: \+5\.1 ms \[/,
    );
  });

  it('draws each change for a screen and for a telephone, hollow where it is not established', () => {
    expect(document.querySelectorAll('#worse .wide .fill.mean')).toHaveLength(1);
    expect(document.querySelectorAll('#open .wide .hollow')).toHaveLength(1);
    expect([...document.querySelectorAll('.narrow svg')].map((svg) => svg.getAttribute('width'))).toEqual(
      Array(5).fill('358'),
    );
    expect(page).not.toMatch(/NaN|Infinity/);
  });

  it('has every change as a table, a value that was not there before too', () => {
    expect(textOf(document, '#data tbody tr')).toHaveLength(6);
    expect(textOf(document, '#data tbody tr').at(-1)).toMatch(/^undecided/);
    expect(textOf(document, '#data td')).toContain('none');
  });
});

it('where nothing differs it says so', () => {
  const same = sampleFigures({ a: { metrics: { latencyP50: [1, 2, 3] } } });
  const document = parse(samplePage(compareFigures(same, same, { tolerance: 0 })));
  expect(textOf(document, '.question')).toEqual(['No figure differs.']);
  expect(document.querySelectorAll('svg, table')).toHaveLength(0);
});
