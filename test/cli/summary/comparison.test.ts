/**
 * Goal: the designs side by side, in words: intervals, differences from the baseline, and
 * `~` where none is established.
 * Method: a result with hand-made summary rows.
 */
import { describe, expect, test } from 'vitest';
import { compareDesigns } from '../../../cli/summary/comparison.ts';
import type { ExperimentResult, SummaryRow } from '../../../sim/metrics/experiment-result.ts';
import { sampleResult } from '../../viz/sample-result.ts';
import { SEOUL_BOSTON } from '../../viz/sample-world.ts';

const SAMPLE = sampleResult(SEOUL_BOSTON);
const [BASELINE, OTHER] = SAMPLE.designs.map((design) => design.id) as [string, string];

function row(designId: string, metric: string, unit: string, figures: Partial<SummaryRow>): SummaryRow {
  const none = {
    low: null,
    high: null,
    difference: null,
    differenceLow: null,
    differenceHigh: null,
    isEstablished: null,
  };
  return { designId, metric, unit, mean: 0, ...none, ...figures };
}

function compare(...summary: SummaryRow[]) {
  const result: ExperimentResult = { ...SAMPLE, summary };
  return Object.fromEntries(compareDesigns(result).map(({ label, cells }) => [label, cells]));
}

describe('comparison', () => {
  test('an established difference is given with its interval', () => {
    const { 'first byte, p99': cells } = compare(
      row(BASELINE, 'latencyP99', 'ms', { mean: 100, low: 98, high: 102 }),
      row(OTHER, 'latencyP99', 'ms', {
        mean: 250,
        low: 245,
        high: 255,
        difference: 150,
        differenceLow: 147,
        differenceHigh: 153,
        isEstablished: true,
      }),
    );
    expect(cells).toEqual([
      { value: '100 ms ±2', difference: '' },
      { value: '250 ms ±5', difference: '+150 ms ±3' },
    ]);
  });

  test('a difference that is not established is ~', () => {
    const { spilled } = compare(
      row(BASELINE, 'spilledShare', 'share', { mean: 0.2, low: 0.19, high: 0.21 }),
      row(OTHER, 'spilledShare', 'share', {
        mean: 0.21,
        low: 0.2,
        high: 0.22,
        difference: 0.01,
        differenceLow: -0.01,
        differenceHigh: 0.03,
        isEstablished: false,
      }),
    );
    expect(spilled).toEqual([
      { value: '20% ±1', difference: '' },
      { value: '21% ±1', difference: '~' },
    ]);
  });

  test('one replication has no intervals, and its differences are marked as points, here and in the report', () => {
    const { offered } = compare(
      row(BASELINE, 'offered', 'connections', { mean: 1234 }),
      row(OTHER, 'offered', 'connections', { mean: 1240, difference: 6 }),
    );
    expect(offered).toEqual([
      { value: '1,234', difference: '' },
      { value: '1,240', difference: '+6 (point)' },
    ]);
  });

  test('failures are shown where any design has one; what was not measured is a dash', () => {
    const rows = compare(
      row(BASELINE, 'dropped', 'connections', { mean: 0 }),
      row(OTHER, 'dropped', 'connections', { mean: 3 }),
      row(BASELINE, 'refused', 'connections', { mean: 0 }),
      row(OTHER, 'refused', 'connections', { mean: 0 }),
      row(BASELINE, 'latencyP50', 'ms', { mean: null }),
    );
    expect(rows.dropped!.map(({ value }) => value)).toEqual(['0', '3']);
    expect(rows).not.toHaveProperty('refused');
    expect(rows['first byte, p50']!.map(({ value }) => value)).toEqual(['-', '-']);
  });

  test('of the dropped it says how many had a backend somewhere, right below them', () => {
    const rows = compare(
      row(BASELINE, 'dropped', 'connections', { mean: 9 }),
      row(BASELINE, 'failedToPick', 'connections', { mean: 7 }),
    );
    const labels = Object.keys(rows);
    expect(labels[labels.indexOf('dropped') + 1]).toBe('dropped: failed to pick');
    expect(rows['dropped: failed to pick']![0]!.value).toBe('7');
  });

  test('what designs counted beside connections comes last, where there was any; a design that does not count it has a dash', () => {
    const rows = compare(
      row(OTHER, 'asks', 'requests', { mean: 1_200, low: 1_190, high: 1_210 }),
      row(OTHER, 'retries', 'connections', { mean: 0 }),
      row(BASELINE, 'balancerBytesOut', 'bytes', { mean: 2e9, low: 1.9e9, high: 2.1e9 }),
      row(OTHER, 'balancerBytesOut', 'bytes', { mean: 6e5, low: 6e5, high: 6e5, difference: -1.9994e9 }),
    );
    expect(Object.keys(rows).slice(-2)).toEqual(['asks', 'balancer bytes out']);
    expect(rows.asks!.map(({ value }) => value)).toEqual(['-', '1,200 requests ±10']);
    expect(rows['balancer bytes out']).toEqual([
      { value: '2 GB ±100 MB', difference: '' },
      { value: '600 kB', difference: '−2 GB (point)' },
    ]);
  });
});
