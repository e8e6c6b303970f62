/**
 * Goal: the mean that the benchmark expects of customers who find empty servers at first is exact.
 * Method: cases that can be worked out by hand, the limit of many customers, and that the start can only shorten waits.
 */
import { describe, expect, test } from 'vitest';
import { meanFromEmpty } from '../../../bench/models/mean-from-empty.ts';
import { erlangCWaitMean } from '../../oracle/closed-forms.ts';

const RATE = 0.9;

describe('mean time in the system from an empty start', () => {
  test('oracle: as many customers as processors do not wait', () => {
    expect(meanFromEmpty({ serverCount: 1, processors: 3, rate: 2.7 }, 3)).toBeCloseTo(1, 12);
  });

  test('oracle: the second customer of M/M/1 waits for the first one, if that is still there, a whole service more', () => {
    expect(meanFromEmpty({ serverCount: 1, processors: 1, rate: RATE }, 2)).toBeCloseTo(1 + RATE / (1 + RATE) / 2, 12);
  });

  test('oracle: of two servers the second customer finds the first one at its own half as often', () => {
    const rate = 2 * RATE;
    const isThere = rate / (1 + rate);
    expect(meanFromEmpty({ serverCount: 2, processors: 1, rate }, 2)).toBeCloseTo(1 + isThere / 2 / 2, 12);
  });

  test.each([
    { serverCount: 1, processors: 50, rate: 45 },
    { serverCount: 10, processors: 8, rate: 72 },
  ])('oracle: of very many customers it is that of Erlang C ($processors processors)', (servers) => {
    const { serverCount, processors, rate } = servers;
    const settled = 1 + erlangCWaitMean(processors, rate / serverCount);
    expect(meanFromEmpty(servers, 1e9)).toBeCloseTo(settled, 4);
    const rising = [1_000, 10_000, 100_000].map((customers) => meanFromEmpty(servers, customers));
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(rising[2]).toBeLessThan(settled);
  });
});
