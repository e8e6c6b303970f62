/**
 * Goal: the bound of arXiv:1608.01350 holds for any keys and weights, and a key that is not in the way of a full
 * backend stays where the ring puts it. Method: random pools (fast-check), every key taken in turn.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleKey } from '../../../../sim/maglev/hash/mix64.ts';
import { Word64 } from '../../../../sim/maglev/hash/word64.ts';
import { BoundedLoad } from '../../../../sim/maglev/pickers/bounded-load.ts';
import { buildRing } from '../../../../sim/maglev/pickers/ring.ts';

const ringFor = (weights: readonly number[]) =>
  buildRing(
    weights.map((_, at) => `b${at}`),
    weights,
    20,
  );

describe('BoundedLoad', () => {
  it('never exceeds ceil(factor * fair share), whatever the weights', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 101, max: 300 }), (poolWeights, factor) => {
        const load = new BoundedLoad(ringFor(poolWeights), poolWeights, factor);
        const sum = poolWeights.reduce((total, weight) => total + weight, 0);
        const held = poolWeights.map(() => 0);
        const hash = new Word64();
        for (let key = 0; key < 300; key++) {
          sampleKey(key, hash);
          const backend = load.pick(hash.hi, hash.lo);
          load.take(backend);
          held[backend]!++;
          expect(held[backend]!).toBeLessThanOrEqual(
            Math.ceil(((key + 1) * poolWeights[backend]! * factor) / (sum * 100)),
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is the plain ring while nobody is full, and again when requests end', () => {
    const ring = ringFor([1, 1, 1]);
    const load = new BoundedLoad(ring, [1, 1, 1], 125);
    const hash = sampleKey(0, new Word64());
    const owner = ring.pick(hash.hi, hash.lo);
    expect(load.pick(hash.hi, hash.lo)).toBe(owner);
    load.take(owner);
    expect(load.pick(hash.hi, hash.lo)).not.toBe(owner);
    load.release(owner);
    expect(load.pick(hash.hi, hash.lo)).toBe(owner);
  });

  it('no backends, nobody', () => {
    expect(new BoundedLoad(ringFor([]), [], 125).pick(1, 2)).toBe(-1);
  });
});
