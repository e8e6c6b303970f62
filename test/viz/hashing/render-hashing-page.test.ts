/**
 * Goal: a hashing page is one file without a script, says in words what it draws, and cannot be broken by a backend's
 * name. Method: read the HTML that comes out.
 */
import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { FIGURES, samplePage } from './sample-page.ts';

const parse = (page: string): Document => parseHTML(page).document as unknown as Document;
const textOf = (document: Document, selector: string): string[] =>
  [...document.querySelectorAll(selector)].map((element) => element.textContent!.trim());

describe('the file', () => {
  const page = samplePage();
  const document = parse(page);

  it('has no script, loads nothing, and allows its own style only', () => {
    expect(document.querySelectorAll('script, link, img, iframe')).toHaveLength(0);
    expect(page).not.toMatch(/ style=| on\w+="|https?:\/\/(?!www\.w3\.org)/);
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!;
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content')!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
  });

  it('is the same for the same answer', () => {
    expect(samplePage()).toBe(page);
  });

  it('shows names as they are', () => {
    expect(page).not.toContain('<c>');
    expect(textOf(document, 'h1')).toEqual(['Hashing of web-<c>']);
    expect(textOf(document, 'svg text').some((text) => text === 'web-<c>')).toBe(true);
  });

  it('draws each figure for a screen and for a telephone', () => {
    expect(textOf(document, 'h2')).toEqual([
      'Slots',
      'Shares against weights',
      'How even',
      'What moves',
      'The data as a table',
    ]);
    expect(document.querySelectorAll('.wide svg')).toHaveLength(4);
    expect([...document.querySelectorAll('.narrow svg')].map((svg) => svg.getAttribute('width'))).toEqual(
      Array(4).fill('358'),
    );
    for (const svg of document.querySelectorAll('svg')) expect(svg.getAttribute('aria-label')).not.toBe('');
  });

  it('finds in words what the pictures show', () => {
    expect(textOf(document, '.finding')).toEqual([
      'Envoy Maglev: 13 slots, by owner.',
      'The fullest backend, web-a, has 20% more than its fair share; the emptiest, web-<c>, 20% less than its fair share.',
      '1 of 4 backends weigh nothing and are not drawn.',
      'Under envoy the fullest backend has 0.1% more than its fair share; under ring, 16% more than its fair share.',
      'envoy moves 1.56%, modulo moves 99%; by fair shares 1% has to move.',
    ]);
    expect(textOf(document, 'svg .note')).toContain('by fair shares: 1%');
  });

  it('has the rows as a table, and says when it leaves some out', () => {
    expect(textOf(document, '#data td')).toEqual(['web-a', '0', 'web-b', '1', 'web-<c>', '2', 'idle', '3']);
    const long = parse(samplePage({ rows: Array.from({ length: 1_500 }, (_, at) => [`b${at}`, '1']) }));
    expect(long.querySelectorAll('#data tbody tr')).toHaveLength(1_000);
    expect(textOf(long, '#data .note')).toEqual(['The first 1,000 of 1,500 rows; the command prints all.']);
  });
});

describe('many of a kind', () => {
  const many = Array.from({ length: 1_000 }, (_, at) => `backend-${at}`);
  const page = samplePage({
    figures: [
      { kind: 'slots', title: 'Paper', slotCount: 65_537, owners: many.map((_, at) => at), names: many },
      {
        kind: 'shares',
        title: 'Paper',
        keys: 'slots',
        keyCount: 65_537,
        backends: many.map((name, at) => ({ name, share: 0, fairShare: 0.001, deviation: (at - 500) / 1e5 })),
      },
    ],
  });
  const document = parse(page);

  it('colours six backends of a thousand, and names the ends of the profile', () => {
    expect(textOf(document, '#slots .legend li')).toEqual([...many.slice(0, 6), '994 others']);
    expect(textOf(document, '#shares .wide .row-label')).toEqual(['backend-999 +0.499%', 'backend-0 −0.5%']);
  });

  it('stays small: a path a colour, not an element a slot', () => {
    expect(document.querySelectorAll('#slots path').length).toBeLessThanOrEqual(14);
    expect(page.length - samplePage({ figures: [] }).length).toBeLessThan(120_000);
  });
});

describe('where nothing differs', () => {
  it('exact shares have an axis all the same', () => {
    const exact = { name: 'a', share: 1, fairShare: 1, deviation: 0 };
    const document = parse(
      samplePage({ figures: [{ ...FIGURES.shares, backends: [exact] } as typeof FIGURES.shares] }),
    );
    expect(textOf(document, '.finding')[0]).toContain('has exactly its fair share');
    expect(textOf(document, '.wide .tick')).toContain('0%');
    expect(document.querySelector('.wide svg')!.outerHTML).not.toMatch(/NaN|Infinity/);
  });

  it('a change that moves nothing is drawn at the edge', () => {
    const still = { mean: 0, low: null, high: null };
    const methods = [{ id: 'paper', isSampled: false, moved: still, extra: still }];
    const document = parse(samplePage({ figures: [{ kind: 'moves', change: 'none', minimum: 0, methods }] }));
    expect(textOf(document, '.finding')).toEqual(['paper moves 0%; by fair shares 0% has to move.']);
    expect(textOf(document, '.reading')[0]).not.toContain('interval');
    expect(document.querySelector('.wide svg')!.outerHTML).not.toMatch(/NaN|Infinity/);
  });
});
