/**
 * Goal: a cost that grows in proportion to the size breaks the promise about growth, and memory
 * is judged by what is resident.
 * Method: axes as they are measured, with planted costs.
 */
import { describe, expect, test } from 'vitest';
import { promisesOf } from '../../../bench/scale/growth.ts';
import type { AxisResult, PointResult } from '../../../bench/scale/measure-axis.ts';

const SIZES = [10, 100, 1_000, 10_000, 100_000];
const OPEN = [1e3, 1e4, 1e5, 1e6, 1e7];

function axisOf(id: string, sizes: readonly number[], point: (size: number) => Partial<PointResult>): AxisResult {
  const always = (median: number): PointResult['timesSmallest'] => ({
    median,
    lowerQuartile: median,
    upperQuartile: median,
  });
  const points = sizes.map((value) => ({
    value,
    connections: 120_000,
    clientsSeen: null,
    nsPerConnection: always(800),
    timesSmallest: always(1),
    compileSeconds: 0.1,
    setUpSeconds: 0.1,
    residentBytes: 130e6,
    reservedBytes: 30e6,
    ...point(value),
  }));
  return { axis: { id, title: id, unit: id }, points };
}

function costing(id: string, sizes: readonly number[], times: (size: number) => number): AxisResult {
  return axisOf(id, sizes, (size) => {
    const median = times(size);
    return { timesSmallest: { median, lowerQuartile: median, upperQuartile: median } };
  });
}

const verdicts = (axis: AxisResult): boolean[] => promisesOf(axis).map(({ isKept }) => isKept);

describe('promises about growth', () => {
  test('a flat cost keeps them, and so does the noise of a busy machine', () => {
    expect(verdicts(costing('members', SIZES, () => 1))).toEqual([true]);
    expect(verdicts(costing('members', SIZES, (size) => (size === 1_000 ? 1.5 : 0.8)))).toEqual([true]);
  });

  test('a linear part of a ten-thousandth at the smallest size breaks them', () => {
    expect(verdicts(costing('members', SIZES, (size) => 1 + 1.1 * (size / 100_000)))).toEqual([false]);
  });

  test('a size in the middle counts as well as the largest', () => {
    expect(verdicts(costing('clients', SIZES, (size) => (size === 1_000 ? 2.5 : 1)))).toEqual([false]);
  });

  test('open connections have room for what leaves the caches, and are judged by what is resident', () => {
    const memory = (residentBytes: number): boolean[] =>
      verdicts(axisOf('open', OPEN, (size) => (size === 1e7 ? { residentBytes, reservedBytes: 2_549e6 } : {})));
    expect(verdicts(costing('open', OPEN, (size) => (size === 1e7 ? 3.2 : 1)))).toEqual([true, true]);
    expect(verdicts(costing('open', OPEN, (size) => (size === 1e7 ? 4.5 : 1)))).toEqual([false, true]);
    expect(memory(994e6)).toEqual([true, true]);
    expect(memory(1_004e6)).toEqual([true, false]);
  });

  test('a longer run may not hold more', () => {
    const held = (perTimes: number): boolean[] =>
      verdicts(axisOf('length', [1, 10, 100, 1_000], (size) => ({ reservedBytes: 30e6 + perTimes * size })));
    expect(held(0)).toEqual([true, true]);
    expect(held(10_000)).toEqual([true, false]);
  });
});
