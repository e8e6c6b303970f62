/**
 * Goal: the disruption of a random change, with its interval, by any method. Method: exact values where
 * the method forces them, Katran's published count within the interval, closed forms of the minimum, and
 * the uniformity of the drawn sets.
 */
import { describe, expect, it } from 'vitest';
import { type ChangeDraws, drawIndices, estimateChange } from '../../../../sim/maglev/analysis/change-draws.ts';
import { backend } from '../../../../sim/maglev/backend.ts';
import { DEFAULT_METHOD_OPTIONS, hashMethod } from '../../../../sim/maglev/methods.ts';

const pool = Array.from({ length: 100 }, (_, at) =>
  backend(`b${at}`, { address: `10.0.0.${at}`, port: 80, weight: 10 }),
);
const draws = (given: Partial<ChangeDraws>): ChangeDraws => ({
  change: 'remove',
  backendCount: 1,
  drawCount: 20,
  seed: 'draws',
  confidence: 0.95,
  sampledKeyCount: 20_000,
  ...given,
});

describe('estimateChange', () => {
  it('katran-v2, one of 100: about the 1020 slots of Katran\u2019s own test', () => {
    const { movedShare, minimumShare, extraShare } = estimateChange(
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
      estimateChange(hashMethod('rendezvous'), pool, DEFAULT_METHOD_OPTIONS, draws({ backendCount: 7 })).extraShare
        .mean,
    ).toBe(0);
  });

  it('one draw has no interval', () => {
    const { movedShare } = estimateChange(hashMethod('modulo'), pool, DEFAULT_METHOD_OPTIONS, draws({ drawCount: 1 }));
    expect([movedShare.low, movedShare.high]).toEqual([null, null]);
  });

  it('one more backend takes its share, and rendezvous moves nothing else', () => {
    const join = draws({ change: 'add', backendCount: 3, drawCount: 5 });
    const estimate = (id: string) => estimateChange(hashMethod(id), pool, DEFAULT_METHOD_OPTIONS, join);
    const rendezvous = estimate('rendezvous');
    expect(rendezvous.minimumShare.mean).toBeCloseTo(3 / 103, 12);
    expect(rendezvous.extraShare.mean).toBe(0);
    // 20,000 keys, 5 draws: a standard deviation of 0.0005.
    expect(Math.abs(rendezvous.movedShare.mean - 3 / 103)).toBeLessThan(0.003);
    const maglev = estimate('paper');
    expect(maglev.extraShare.low!).toBeGreaterThan(0);
    // What moves is what the newcomers take, each within a slot of its share, and what moves without need.
    expect(maglev.movedShare.mean - maglev.extraShare.mean).toBeCloseTo(3 / 103, 3);
  });

  it('twice the weight takes as much again from the others', () => {
    const double = draws({ change: 'double', backendCount: 10, drawCount: 5 });
    const { movedShare, minimumShare, extraShare } = estimateChange(
      hashMethod('rendezvous'),
      pool,
      DEFAULT_METHOD_OPTIONS,
      double,
    );
    expect(minimumShare.mean).toBeCloseTo(20 / 110 - 10 / 100, 12);
    expect(extraShare.mean).toBe(0);
    expect(Math.abs(movedShare.mean - minimumShare.mean)).toBeLessThan(0.006);
  });

  it.each([
    ['remove', 0, 1, 'a draw changes at least one backend'],
    ['remove', 1, 0, 'one draw is made'],
    ['remove', 100, 1, '100 of 100 backends cannot be removed'],
    ['double', 101, 1, 'there are 100'],
    ['add', 13_108, 1, 'at most 13107 backends join'],
  ] as const)('refuses to %s %i in %i draws', (change, backendCount, drawCount, message) => {
    expect(() =>
      estimateChange(hashMethod('paper'), pool, DEFAULT_METHOD_OPTIONS, draws({ change, backendCount, drawCount })),
    ).toThrow(message);
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
