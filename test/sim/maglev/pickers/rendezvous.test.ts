/**
 * Goal: rendezvous hashing wins in proportion to weight, and weights change nothing between backends whose weights
 * stay. Method: counts over sampled keys against the binomial law, and keys followed through a change of one weight.
 */
import { describe, expect, it } from 'vitest';
import { sampleKey } from '../../../../sim/maglev/hash/mix64.ts';
import { Word64 } from '../../../../sim/maglev/hash/word64.ts';
import { Rendezvous } from '../../../../sim/maglev/pickers/rendezvous.ts';

const KEY_COUNT = 70_000;
const names = ['a', 'b', 'c', 'd'];

function picks(weights: readonly number[]): number[] {
  const rendezvous = new Rendezvous(names, weights);
  const hash = new Word64();
  return Array.from({ length: KEY_COUNT }, (_, key) => {
    sampleKey(key, hash);
    return rendezvous.pick(hash.hi, hash.lo);
  });
}

describe('Rendezvous', () => {
  it.each([[[1, 1, 1, 1]], [[1, 2, 4, 0]], [[3, 3, 2, 6]]])('wins in proportion to the weights %j', (weights) => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const owners = picks(weights);
    for (const [at, weight] of weights.entries()) {
      const share = weight / sum;
      const sigma = Math.sqrt(KEY_COUNT * share * (1 - share));
      // Five standard deviations: one in two million.
      expect(Math.abs(owners.filter((owner) => owner === at).length - KEY_COUNT * share)).toBeLessThanOrEqual(
        5 * sigma,
      );
    }
  });

  it('a backend that gains weight takes keys, and no others move', () => {
    const before = picks([1, 2, 4, 3]);
    const after = picks([1, 2, 6, 3]);
    const moved = after.filter((owner, key) => owner !== before[key]);
    expect(moved.length).toBeGreaterThan(0);
    expect(new Set(moved)).toEqual(new Set([2]));
  });

  it('equal weights decide as no weights do', () => {
    expect(picks([7, 7, 7, 7])).toEqual(picks([1, 1, 1, 1]));
  });

  it('nobody has weight, nobody wins', () => {
    expect(new Set(new Rendezvous(names, [0, 0, 0, 0]).pick(1, 2).toString())).toEqual(new Set('-1'));
    expect(new Rendezvous([], []).pick(1, 2)).toBe(-1);
  });
});
