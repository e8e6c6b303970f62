/**
 * Goal: the disruption of losing k of n at random, with its interval, by any method. Method: exact values where the method forces them,
 * Katran's published count within the interval, and the uniformity of the drawn sets.
 */
import { describe, expect, it } from 'vitest';
import { drawIndices, estimateRemoval, type RemovalDraws } from '../../../../sim/maglev/analysis/removal-draws.ts';
import { backend } from '../../../../sim/maglev/backend.ts';
import { DEFAULT_METHOD_OPTIONS, hashMethod } from '../../../../sim/maglev/methods.ts';

const pool = Array.from({ length: 100 }, (_, at) =>
  backend(`b${at}`, { address: `10.0.0.${at}`, port: 80, weight: 10 }),
);
const draws = (given: Partial<RemovalDraws>): RemovalDraws => ({
  removedCount: 1,
  drawCount: 20,
  seed: 'draws',
  confidence: 0.95,
  sampledKeyCount: 20_000,
  ...given,
});

describe('estimateRemoval', () => {
  it('katran-v2, one of 100: about the 1020 slots of Katran\u2019s own test', () => {
    const { movedShare, minimumShare, extraShare } = estimateRemoval(
      hashMethod('katran-v2'),
      pool,
      DEFAULT_METHOD_OPTIONS,
      draws({}),
    );
    expect(movedShare.mean * 65_537).toBeGreaterThan(980);
    expect(movedShare.mean * 65_537).toBeLessThan(1060);
    expect(minimumShare).toEqual({
      count: 20,
      mean: minimumShare.mean,
      low: minimumShare.mean,
      high: minimumShare.mean,
    });
    expect(minimumShare.mean).toBeCloseTo(0.01, 12);
    expect(extraShare.low!).toBeGreaterThan(0);
  });

  it('rendezvous never moves a survivor\u2019s key', () => {
    expect(
      estimateRemoval(hashMethod('rendezvous'), pool, DEFAULT_METHOD_OPTIONS, draws({ removedCount: 7 })).extraShare
        .mean,
    ).toBe(0);
  });

  it('one draw has no interval', () => {
    const { movedShare } = estimateRemoval(hashMethod('modulo'), pool, DEFAULT_METHOD_OPTIONS, draws({ drawCount: 1 }));
    expect([movedShare.low, movedShare.high]).toEqual([null, null]);
  });

  it.each([
    [0, 1],
    [100, 1],
    [1, 0],
  ])('refuses to remove %i of 100 in %i draws', (removedCount, drawCount) => {
    expect(() =>
      estimateRemoval(hashMethod('paper'), pool, DEFAULT_METHOD_OPTIONS, draws({ removedCount, drawCount })),
    ).toThrow('cannot be removed');
  });
});

describe('drawIndices', () => {
  it('draws different indices, the same for the same seed and draw', () => {
    expect(drawIndices(10, 10, 's', 0).size).toBe(10);
    expect(drawIndices(50, 5, 's', 3)).toEqual(drawIndices(50, 5, 's', 3));
    expect(drawIndices(50, 5, 's', 3)).not.toEqual(drawIndices(50, 5, 's', 4));
  });

  it('draws every pair of five alike', () => {
    const tally = new Map<string, number>();
    for (let draw = 0; draw < 2000; draw++) {
      const pair = [...drawIndices(5, 2, 'pairs', draw)].sort((a, b) => a - b).join();
      tally.set(pair, (tally.get(pair) ?? 0) + 1);
    }
    // Ten pairs, 200 each, standard deviation 13.4; the seed is fixed.
    expect(tally.size).toBe(10);
    for (const count of tally.values()) expect(Math.abs(count - 200)).toBeLessThan(60);
  });
});
