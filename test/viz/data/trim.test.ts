/**
 * Goal: a spike survives the shortening of a long series. Method: long series with one odd sample, and
 * the arithmetic of the columns.
 */
import { describe, expect, it } from 'vitest';
import { columnsFor, MOST_COLUMNS, reduceColumns, reductionNote, trimTo } from '../../../viz/data/trim.ts';

describe('columns', () => {
  it('are the samples themselves up to the limit', () => {
    expect(columnsFor(MOST_COLUMNS)).toEqual({ width: 1, count: MOST_COLUMNS });
    expect(reductionNote(columnsFor(240), 10_000)).toBe('');
  });

  it('cover every sample above it, the last one being shorter', () => {
    const columns = columnsFor(1001);
    expect(columns).toEqual({ width: 3, count: 334 });
    const ones = reduceColumns(new Array<number>(1001).fill(1), columns);
    expect(ones.mean).toHaveLength(334);
    expect(new Set([...ones.mean, ...ones.low, ...ones.high])).toEqual(new Set([1]));
  });

  it('keep the highest and the lowest sample', () => {
    const values = new Array<number>(2000).fill(10);
    values[777] = 900;
    values[778] = -5;
    const columns = columnsFor(values.length);
    const { high, low, mean } = reduceColumns(values, columns);
    expect(Math.max(...high.map(Number))).toBe(900);
    expect(Math.min(...low.map(Number))).toBe(-5);
    expect(Math.max(...mean.map(Number))).toBeLessThan(900);
    expect(reductionNote(columns, 10_000)).toContain('Each point is 50 s');
  });

  it('know no value only where there is none', () => {
    expect(reduceColumns([null, 2, null, null], { width: 2, count: 2 })).toEqual({
      mean: [2, null],
      low: [2, null],
      high: [2, null],
    });
  });
});

describe('precision', () => {
  it('is a five-thousandth of the scale or finer', () => {
    const scale = 730;
    const values = Array.from({ length: 500 }, (_, i) => (i * scale) / 499);
    const worst = Math.max(...trimTo(values, scale).map((v, i) => Math.abs(v - values[i]!)));
    expect(worst).toBeLessThanOrEqual(scale / 5000);
  });

  it('keeps nulls and a scale of zero', () => {
    expect(trimTo([null, 0], 0)).toEqual([null, 0]);
  });
});
