/**
 * Goal: what a result is compared by follows from the result alone, and rounding cannot make equal runs differ. Method:
 * a merged sample experiment; figures worked out by hand.
 */
import { expect, test } from 'vitest';
import { figuresOf, roundFigure } from '../../../../sim/metrics/comparison/figure-set.ts';
import { mergeRuns } from '../../../../sim/metrics/merge-runs.ts';
import { SUMMARY_METRICS, summaryMetricsOf } from '../../../../sim/metrics/summary-metrics.ts';
import { sampleContext, sampleRecord, steadyTraffic } from '../sample-record.ts';

const records = [0, 1].flatMap((replication) => [
  sampleRecord(steadyTraffic(4 + replication, 20), { replication }),
  sampleRecord(steadyTraffic(4, 30), { designId: 'spray', replication, isComplete: replication === 0 }),
]);
const figures = figuresOf(mergeRuns(sampleContext({ replications: 2 }), records));

test('one entry for each whole replication, with the figures of that replication', () => {
  const [waterfall, spray] = figures.designs;
  expect([waterfall!.replications, spray!.replications]).toEqual([[0, 1], [0]]);
  const valuesOf = (name: string) => waterfall!.metrics.find((metric) => metric.name === name)!.values;
  // Five measured intervals, two metros, 4 or 5 connections each.
  expect(valuesOf('offered')).toEqual([40, 50]);
  expect(valuesOf('completedShare')).toEqual([1, 1]);
  expect(spray!.fingerprints.traffic).toHaveLength(1);
});

test('a count that is there as a share is left out, everything else is there', () => {
  const names = figures.designs[0]!.metrics.map(({ name }) => name);
  const context = sampleContext();
  const all = summaryMetricsOf('waterfall', context).map(({ name }) => name);
  expect(all.length).toBeLessThan(SUMMARY_METRICS.length);
  expect(names).toEqual(all.filter((name) => !all.includes(`${name}Share`)));
  expect(names).not.toContain('dropped');
  expect(names).toEqual(expect.arrayContaining(['offered', 'droppedShare', 'latencyP50']));
});

test.each([
  [565_123, 565_123],
  [12_345_678, 12_345_678],
  [50.123456789, 50.1235],
  [0.000012345678, 0.0000123457],
  [1234567.8, 1_234_570],
  [0, 0],
])('%d is kept as %d', (value, rounded) => {
  expect(roundFigure(value)).toBe(rounded);
  expect(roundFigure(rounded)).toBe(rounded);
  expect(Number(String(rounded))).toBe(rounded);
});
