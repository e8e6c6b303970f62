/** Goal: a verdict's picture and words never contradict it. Method: tables over comparisons and tallies; the gauge keeps all its parts. */
import { describe, expect, it } from 'vitest';
import type { VerdictGaugeData } from '../../../viz/charts/verdict-gauge.ts';
import { gaugeDomain } from '../../../viz/charts/verdict-gauge.ts';
import { formatChange } from '../../../viz/format.ts';
import { mergeLog } from '../../../viz/sections/log-section.ts';
import { sideThatHolds, tally } from '../../../viz/sections/verdict-section.ts';
import { sampleResult } from '../sample-result.ts';
import { SEOUL_BOSTON } from '../sample-world.ts';

const result = sampleResult(SEOUL_BOSTON);

describe('verdicts', () => {
  it.each([
    ['p99(latency) < 250ms', 'below'],
    ['p99(latency) <= 1.05 * baseline', 'below'],
    ['rate(completed) >= 40/s', 'above'],
    ['offered > 0', 'above'],
    ['dropped == 0', 'at'],
    ['spilled != 0', 'apart'],
  ])('%s holds %s', (that, side) => expect(sideThatHolds(that)).toBe(side));

  it('are counted in words', () => {
    const [one] = result.verdicts;
    expect(tally([])).toBe('The scenario states no expectations, so there is nothing to judge.');
    expect(tally([{ ...one!, state: 'held' }])).toBe('The one expectation held.');
    expect(tally(result.verdicts)).toBe('1 failed, 1 undecided, 6 held, of 8 expectations.');
  });

  it.each([
    [{ threshold: 250, measured: 79.4, low: 79, high: 80 }],
    [{ threshold: 0, measured: 0, low: 0, high: 0 }],
    [{ threshold: 0, measured: 12, low: null, high: null }],
    [{ threshold: 5, measured: null, low: null, high: null }],
    [{ threshold: 1000, measured: 999, low: 998.5, high: 999.5 }],
  ])('show every part of %j inside the axis', (parts) => {
    const data: VerdictGaugeData = { label: '', state: 'held', holds: 'below', unit: 'ms', ...parts };
    const [from, to] = gaugeDomain(data);
    for (const value of [parts.threshold, parts.measured, parts.low, parts.high]) {
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
