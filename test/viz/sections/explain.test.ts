/**
 * Goal: the report tells a trail whole and readably: the ways with their reasons, each step, the candidates as picture
 * and table, without JavaScript and within the bound of its size. Method: trails of a real run put into a sample
 * result, and the HTML that comes out.
 */
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import type { Trail } from '../../../sim/metrics/trail/trail.ts';
import { simulate } from '../../../sim/simulate.ts';
import { buildReportAssets } from '../../../viz/assets.ts';
import type { ReportAssets } from '../../../viz/render-report.ts';
import { renderReport } from '../../../viz/render-report.ts';
import { modelWith, THREE_REGIONS } from '../../support/scenario.ts';
import { sampleResult } from '../sample-result.ts';
import { SEOUL_BOSTON, STRESS } from '../sample-world.ts';

const LARGEST_BYTES = 1_500_000;

let assets: ReportAssets;
let trails: readonly Trail[];
let result: ExperimentResult;
let document: Document;

beforeAll(async () => {
  assets = await buildReportAssets();
  const model = modelWith({
    service: { backends: THREE_REGIONS },
    events: [{ id: 'lost', at: '30s', fail: { region: 'asia-northeast3' } }],
    traffic: { connections: { rate: '30/s', hold: '5s' } },
    explain: [
      { id: 'full', metro: 'seoul', at: '20s', for: '5s', count: 20 },
      { id: 'unnoticed', metro: 'seoul', at: 'lost', count: 2 },
    ],
  });
  trails = simulate(model, 0, 0, UNATTENDED).trails;
  const sample = sampleResult(SEOUL_BOSTON);
  result = { ...sample, trails: trails.map((trail) => ({ ...trail, designId: sample.designs[0]!.id })) };
  document = parseHTML(renderReport(result, assets)).document as unknown as Document;
});

describe('the section of explanations', () => {
  it('is left out where nothing was asked', () => {
    expect(renderReport(sampleResult(SEOUL_BOSTON), assets)).not.toContain('id="explain"');
  });

  it('has every question with its ways and their reasons', () => {
    const questions = [...document.querySelectorAll('.trail-question')];
    expect(questions.map((question) => question.querySelector('h3')!.textContent!.trim())).toEqual([
      expect.stringMatching(/^full: seoul at 0:20\.\d{3} under /),
      expect.stringMatching(/^unnoticed: seoul at 0:30\.\d{3} under /),
    ]);
    expect(questions[0]!.querySelector('.trail-ways')!.textContent).toMatch(/\d+ of 20 went .*because/);
    expect(questions[1]!.textContent).toContain(
      'the member does not answer, though health checks still hold it to be healthy',
    );
    expect(questions[1]!.textContent).toContain('In force: lost.');
  });

  it('tells each step, draws the candidates and has them as a table', () => {
    const first = document.querySelector('details.trail')!;
    expect(first.hasAttribute('open')).toBe(true);
    expect(first.querySelectorAll('.trail-steps > li')).toHaveLength(7);
    const picture = first.querySelector('.drawing svg')!;
    expect(picture.getAttribute('aria-label')).toMatch(/was picked/);
    expect(picture.querySelectorAll('.trail-seen')).toHaveLength(3);
    expect(picture.querySelectorAll('.trail-mark')).toHaveLength(1);
    const rows = [...first.querySelectorAll('.table-twin tbody tr')].map((row) => row.textContent);
    expect(rows).toHaveLength(3);
    expect(rows.filter((row) => row!.endsWith('picked'))).toHaveLength(1);
  });

  it('says where health checks are behind the truth', () => {
    const unnoticed = document.querySelectorAll('.trail-question')[1]!;
    expect(unnoticed.querySelector('.drawing svg')!.textContent).toMatch(/4 healthy as seen, 0 really serving/);
    expect(unnoticed.textContent).toContain(
      'Had the GFE seen which members can really serve, the policy would have picked',
    );
  });

  it('stays within the bound of size, with as many questions as a scenario may ask', () => {
    const stress = sampleResult(STRESS);
    const many = stress.designs.flatMap(({ id }) =>
      Array.from({ length: 12 }, (_, k) => trails.map((trail) => ({ ...trail, ask: `q${k}`, designId: id }))).flat(),
    );
    const page = renderReport({ ...stress, trails: many }, assets);
    expect(Buffer.byteLength(page)).toBeLessThan(LARGEST_BYTES);
    expect(page.match(/<details class="trail"/g)!.length).toBeLessThanOrEqual(5);
  });
});
