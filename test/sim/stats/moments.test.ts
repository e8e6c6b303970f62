/**
 * Goal: mean and variance are right where the sum of squares is not, and merging equals one pass.
 * Method: published data with a known answer, a set with a large offset, and a property
 * against the two-pass definition.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Moments } from '../../../sim/stats/moments.ts';

describe('Moments', () => {
  it('agrees with a worked example', () => {
    // Wikipedia, "Standard deviation", basic examples: 2, 4, 4, 4, 5, 5, 7, 9 has mean 5 and population deviation 2.
    const moments = Moments.of([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(moments.count).toBe(8);
    expect(moments.mean()).toBe(5);
    expect(moments.populationVariance()).toBe(4);
    expect(moments.sampleVariance()).toBeCloseTo(32 / 7, 12);
  });

  it('keeps its digits under a large offset, where the sum of squares loses all of them', () => {
    // NIST StRD "NumAcc3": 1000000.2 once, then 1000000.1 and 1000000.3 alternately; 1001 values: mean
    // 1000000.2, sample deviation 0.1.
    const values = [1_000_000.2];
    for (let pair = 0; pair < 500; pair++) values.push(1_000_000.1, 1_000_000.3);
    const moments = Moments.of(values);
    expect(moments.mean()).toBeCloseTo(1_000_000.2, 8);
    expect(Math.sqrt(moments.sampleVariance()!)).toBeCloseTo(0.1, 8);
  });

  it('says nothing it cannot know', () => {
    expect(Moments.of([]).mean()).toBeNull();
    expect(Moments.of([]).populationVariance()).toBeNull();
    expect(Moments.of([3]).sampleVariance()).toBeNull();
    expect(Moments.of([3]).populationVariance()).toBe(0);
  });

  it('merges to what one pass gives', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(values, values, (left, right) => {
        const merged = Moments.of(left);
        merged.merge(Moments.of(right));
        const whole = [...left, ...right];
        const mean = whole.reduce((sum, value) => sum + value, 0) / whole.length;
        const variance = whole.reduce((sum, value) => sum + (value - mean) ** 2, 0) / whole.length;
        expect(merged.count).toBe(whole.length);
        if (whole.length === 0) return;
        expect(Math.abs(merged.mean()! - mean)).toBeLessThan(1e-8);
        expect(Math.abs(merged.populationVariance()! - variance)).toBeLessThanOrEqual(1e-9 * Math.max(variance, 1e3));
      }),
    );
  });
});
