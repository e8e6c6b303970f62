/**
 * Goal: one file, the same bytes each time, that loads nothing and runs nothing but its own script, small
 * enough for the largest scenario, complete without JavaScript, and not to be broken by names in a scenario.
 * Method: read the HTML that comes out.
 */
import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DesignSeries, ExperimentResult, Samples } from '../../sim/metrics/experiment-result.ts';
import { buildReportAssets } from '../../viz/assets.ts';
import { unpackTree } from '../../viz/data/pack.ts';
import type { ReportAssets } from '../../viz/render-report.ts';
import { renderReport } from '../../viz/render-report.ts';
import { sampleResult } from './sample-result.ts';
import { CROWDED, QUIET, SEOUL_BOSTON, STRESS } from './sample-world.ts';

const LARGEST_BYTES = 1_500_000;

let assets: ReportAssets;
let page: string;
let document: Document;

beforeAll(async () => {
  assets = await buildReportAssets();
  page = renderReport(sampleResult(SEOUL_BOSTON), assets);
  document = parseHTML(page).document as unknown as Document;
});

describe('the file', () => {
  it('has the same bytes for the same result', async () => {
    const again = renderReport(sampleResult(SEOUL_BOSTON), await buildReportAssets());
    expect(createHash('sha256').update(again).digest('hex')).toBe(createHash('sha256').update(page).digest('hex'));
  });

  it('allows nothing but its own script and style', () => {
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content')!;
    const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const inline = /<script>([\s\S]*?)<\/script>/.exec(page)![1]!;
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src ${hashOf(inline)}`);
    expect(policy).toContain(`style-src ${hashOf(style)}`);
    expect(policy).not.toContain('unsafe');
    expect(page).not.toMatch(/ style=/);
    expect(page).not.toMatch(/ on\w+="/);
  });

  it('refers to nothing outside itself', () => {
    const references = [...document.querySelectorAll('[src], [href]')].map(
      (e) => e.getAttribute('src') ?? e.getAttribute('href')!,
    );
    expect(references.length).toBeGreaterThan(5);
    expect(references.filter((target) => !target.startsWith('#'))).toEqual([]);
    expect(assets.style).not.toMatch(/url\(|@import/);
  });

  it.each([SEOUL_BOSTON, STRESS, QUIET])('is small enough for $name', (plan) => {
    const bytes = Buffer.byteLength(renderReport(sampleResult(plan), assets));
    expect(bytes).toBeLessThan(LARGEST_BYTES);
  });
});

describe('without JavaScript', () => {
  it('every picture is there, with words for those who do not see it', () => {
    const pictures = [...document.querySelectorAll('.drawing svg, .strip svg')];
    expect(pictures.length).toBeGreaterThan(30);
    for (const picture of pictures) expect(picture.getAttribute('aria-label')).toMatch(/\w{3}/);
  });

  it('every figure states a finding, and has its data as a table', () => {
    const figures = [...document.querySelectorAll('.figure-section')];
    expect(figures.map((figure) => figure.id)).toEqual([
      'load',
      'regions',
      'outcomes',
      'counters',
      'map',
      'spill',
      'sankey',
      'latency',
      'metros',
      'backends',
      'differences',
    ]);
    for (const figure of figures) {
      expect(figure.querySelector('figcaption')!.textContent!.trim().length).toBeGreaterThan(20);
      // The Sankey shows what the matrix above it has in its table.
      if (figure.id !== 'sankey') expect(figure.querySelectorAll('details tbody tr').length).toBeGreaterThan(0);
    }
  });

  it('verdicts come before every figure, failures first, as shape and word', () => {
    expect(page.indexOf('id="verdicts"')).toBeLessThan(page.indexOf('<figure>'));
    const states = [...document.querySelectorAll('.verdict')].map((item) => item.querySelector('.state')!.textContent);
    expect(states).toEqual(['failed', 'undecided', 'held', 'held', 'held', 'held', 'held', 'held']);
    expect(document.querySelectorAll('.verdict svg.shape').length).toBe(states.length);
  });

  it('one design has one colour everywhere: its swatch, its lines, its markers', () => {
    const classes = new Set(
      [...document.querySelectorAll('[class*="design-"]')].flatMap(
        (e) => /design-\d/.exec(e.getAttribute('class')!)![0],
      ),
    );
    expect([...classes].sort()).toEqual(['design-0', 'design-1']);
  });

  it('no number went wrong on the way to the page', () => {
    const body = page.slice(0, page.indexOf('id="report-data"'));
    expect(body).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });
});

describe('the data in the page', () => {
  it('are one drawing for every place that waits for one', () => {
    const data = unpackTree(JSON.parse(document.getElementById('report-data')!.textContent!)) as {
      drawings: { kind: string }[];
    };
    const places = [...document.querySelectorAll('[data-drawing]')].map((place) =>
      Number(place.getAttribute('data-drawing')),
    );
    expect([...places].sort((a, b) => a - b)).toEqual(data.drawings.map((_, i) => i));
  });
});

describe('hostile and empty results', () => {
  it('names from a scenario stay text', () => {
    const evil = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';
    const base = sampleResult(SEOUL_BOSTON);
    const hostile: ExperimentResult = {
      ...base,
      scenario: { ...base.scenario, name: evil, question: evil, answer: evil },
      events: base.events.map((event) => ({ ...event, label: evil })),
      places: { ...base.places, metros: base.places.metros.map((metro) => ({ ...metro, name: evil + metro.id })) },
      notices: [evil],
    };
    const html = renderReport(hostile, assets);
    const parsed = parseHTML(html).document;
    expect(parsed.querySelectorAll('script').length).toBe(2);
    expect(parsed.querySelectorAll('img').length).toBe(0);
    expect(parsed.querySelector('h1')!.textContent).toBe(evil);
  });

  it('a quiet run of one design and one replication says what is missing', () => {
    const quiet = parseHTML(renderReport(sampleResult(QUIET), assets)).document;
    expect(quiet.querySelector('.tally')!.textContent).toContain('states no expectations');
    expect(quiet.querySelector('#differences .empty')!.textContent).toContain('nothing to compare');
    expect(quiet.querySelector('.notices')!.textContent).toContain('One replication');
    expect(quiet.querySelectorAll('#designs .interval').length).toBe(0);
  });

  it('with more regions and designs than colours, the busiest are shown, the others folded, and it says so', () => {
    const crowded = parseHTML(renderReport(sampleResult(CROWDED), assets)).document;
    expect(crowded.querySelector('#regions .reading')!.textContent).toContain('The 12 busiest of 20 regions.');
    expect(crowded.querySelectorAll('#regions .panel-title')).toHaveLength(12);
    expect(crowded.querySelector('#load .legend')!.textContent).toContain('other regions');
    expect(crowded.querySelector('#backends .reading')!.textContent).toContain(
      'The 40 of 60 backends that got fullest.',
    );
    const keys = [...crowded.querySelectorAll('#designs .legend .key')].map((key) => key.getAttribute('class'));
    expect(new Set(keys).size).toBe(CROWDED.designs.length);
  });

  it.each([
    ['in the middle', 120],
    ['before its first interval had ended', 0],
  ])('a design cut short %s is drawn as far as it got, beside one that is whole', (_, reached) => {
    const base = sampleResult(SEOUL_BOSTON);
    const cut = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map((sample, t) => (t < reached ? sample : null));
      return Object.fromEntries(Object.entries(value as object).map(([key, child]) => [key, cut(child)]));
    };
    const series = base.series.map((one, d) => {
      if (d === 0) return one;
      return { ...one, regions: one.regions.map(cut), backends: one.backends.map(cut) } as DesignSeries;
    });
    const html = renderReport({ ...base, series, isComplete: false }, assets);
    const cutShort = parseHTML(html).document as unknown as Document;
    const still = [...cutShort.querySelectorAll('main svg')].map((svg) => svg.outerHTML).join('');
    expect(still).not.toMatch(/NaN|Infinity|undefined/);
    const lengths = [...cutShort.querySelectorAll('#outcomes .drawing path.series')].map((line) => {
      return (line.getAttribute('d') ?? '').length;
    });
    const [whole, short] = [0, 1].map((d) => lengths.filter((_, i) => i % 2 === d).reduce((a, b) => a + b));
    expect(short! / whole!).toBeCloseTo(reached / series[0]!.timesMs.length, 1);
  });

  it('a run in which nothing was served still makes a report', () => {
    const base = sampleResult(QUIET);
    const zeros = (values: Samples) => values.map(() => 0);
    const dead: ExperimentResult = {
      ...base,
      summary: base.summary.map((row) => ({ ...row, mean: row.unit === 'ms' ? null : 0 })),
      series: base.series.map((series) => ({
        ...series,
        regions: series.regions.map((region) => ({
          ...region,
          offered: zeros(region.offered),
          active: zeros(region.active),
          load: zeros(region.load),
          loadLow: zeros(region.load),
          loadHigh: zeros(region.load),
          established: zeros(region.established),
          capacity: zeros(region.capacity),
          utilisation: region.utilisation.map(() => null),
          serviceable: zeros(region.serviceable),
          seenHealthy: zeros(region.seenHealthy),
          outcomes: { ...region.outcomes, completed: zeros(region.outcomes.completed) },
        })),
        backends: series.backends.map((backend) => ({
          active: zeros(backend.active),
          load: zeros(backend.load),
          capacity: zeros(backend.capacity),
        })),
      })),
      flows: [],
      flowSlices: base.flowSlices.map((slices) => ({ ...slices, flows: [] })),
      latency: base.latency.map((d) => ({
        ...d,
        count: 0,
        meanMs: null,
        p50Ms: null,
        p90Ms: null,
        p99Ms: null,
        p999Ms: null,
        buckets: [],
      })),
      backends: [],
      events: [],
      log: [],
    };
    const html = renderReport(dead, assets);
    expect(html.slice(0, html.indexOf('id="report-data"'))).not.toMatch(/NaN|undefined|Infinity/);
    const parsed = parseHTML(html).document;
    expect(parsed.querySelector('#latency .empty')!.textContent).toContain('No connection got an answer');
    expect(parsed.querySelector('#spill .empty')!.textContent).toContain('No connection was offered');
  });
});
