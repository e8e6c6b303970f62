/**
 * Goal: a verdict's picture and words never contradict it. Method: tables over comparisons and tallies;
 * the gauge keeps all its parts.
 */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { NO_TIPS } from '../../../viz/charts/chart.ts';
import type { VerdictGaugeData } from '../../../viz/charts/verdict-gauge.ts';
import { gaugeDomain, verdictGauge } from '../../../viz/charts/verdict-gauge.ts';
import { formatChange } from '../../../viz/format.ts';
import { mergeLog } from '../../../viz/sections/log-section.ts';
import { sideThatHolds, tally } from '../../../viz/sections/verdict-section.ts';
import { sampleResult } from '../sample-result.ts';
import { SEOUL_BOSTON } from '../sample-world.ts';

const result = sampleResult(SEOUL_BOSTON);

describe('verdicts', () => {
  it.each([
    ['<', 'below'],
    ['<=', 'below'],
    ['>=', 'above'],
    ['>', 'above'],
    ['==', 'at'],
    ['!=', 'apart'],
  ] as const)('%s holds %s', (comparison, side) => expect(sideThatHolds(comparison)).toBe(side));

  it.each([
    ['at', 0, 1],
    ['at', 20, 1],
    ['apart', 20, 2],
    ['apart', 0, 1],
  ] as const)('show %s a threshold with a tolerance of %d as a range', (holds, tolerance, count) => {
    const data: VerdictGaugeData = {
      ...{ label: '', state: 'held', unit: 'ms', measured: 95, low: 90, high: 101 },
      ...{ holds, tolerance, threshold: 100 },
    };
    const document = parseHTML('<html><body></body></html>').document as unknown as Document;
    const gauge = verdictGauge(data, { document, width: 280, tips: NO_TIPS });
    const shades = [...gauge.querySelectorAll('.gauge-holds')];
    const from = shades.map((shade) => Number(shade.getAttribute('x')));
    const to = shades.map((shade, index) => from[index]! + Number(shade.getAttribute('width')));
    expect(shades.length).toBe(count);
    const mean = Number(/translate\(([\d.]+)/.exec(gauge.innerHTML)![1]);
    const isShaded = from.some((start, index) => mean >= start && mean <= to[index]!);
    expect(isShaded).toBe((holds === 'at') === tolerance > 0);
  });

  it('are counted in words', () => {
    const [one] = result.verdicts;
    expect(tally([])).toBe('The scenario states no expectations, so there is nothing to judge.');
    expect(tally([{ ...one!, state: 'held' }])).toBe('The one expectation held.');
    expect(tally(result.verdicts)).toBe('1 failed, 1 undecided, 6 held, of 8 expectations.');
  });

  it.each([
    [{ threshold: 250, tolerance: 400, measured: 79.4, low: 79, high: 80 }],
    [{ threshold: 0, tolerance: 0, measured: 0, low: 0, high: 0 }],
    [{ threshold: 0, tolerance: 0, measured: 12, low: null, high: null }],
    [{ threshold: 5, tolerance: 1, measured: null, low: null, high: null }],
    [{ threshold: 1000, tolerance: 0, measured: 999, low: 998.5, high: 999.5 }],
  ])('show every part of %j inside the axis', (parts) => {
    const data: VerdictGaugeData = { label: '', state: 'held', holds: 'below', unit: 'ms', ...parts };
    const [from, to] = gaugeDomain(data);
    const edges = [parts.threshold - parts.tolerance, parts.threshold + parts.tolerance];
    for (const value of [...edges, parts.measured, parts.low, parts.high]) {
      if (value === null) continue;
      expect(value).toBeGreaterThanOrEqual(from);
      expect(value).toBeLessThan(to);
    }
  });
});

describe('changes from the baseline', () => {
  const row = result.summary.find((one) => one.designId === 'sprayToWorld' && one.metric === 'latencyP50')!;
  it('show a figure where it is established, and one marked as a point where one replication cannot tell', () => {
    expect(formatChange(row)).toBe('+49.5 ms');
    expect(formatChange({ ...row, isEstablished: false })).toBe('~');
    expect(formatChange({ ...row, isEstablished: null })).toBe('+49.5 ms (point)');
    expect(formatChange({ ...row, difference: null })).toBe('');
  });
});

describe('log', () => {
  it('merges replications that say the same, in order of time', () => {
    const entry = { designId: 'a', eventId: 'x', what: 'fail', replication: 0 };
    const merged = mergeLog([
      { ...entry, atMs: 20, brokenCount: 4 },
      { ...entry, atMs: 10, brokenCount: 1 },
      { ...entry, atMs: 20, brokenCount: 6, replication: 1 },
    ]);
    expect(merged.map((one) => [one.atMs, one.replications, one.brokenLow, one.brokenHigh, one.brokenMean])).toEqual([
      [10, 1, 1, 1, 1],
      [20, 2, 4, 6, 5],
    ]);
  });
});
