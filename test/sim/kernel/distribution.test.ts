/**
 * Goal: every family of durations has the mean that is claimed for it and the quantiles of its
 * textbook form, in whole microseconds.
 * Method: large samples against closed forms within five standard errors; the capped Pareto's mean
 * against numerical integration too.
 */
import { describe, expect, it } from 'vitest';
import { type Distribution, fillDurations, isSameDistribution, meanUs } from '../../../sim/kernel/distribution.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { mean, quantile, variance } from '../../support/statistics.ts';

const COUNT = 400_000;

const FAMILIES: readonly Distribution[] = [
  { kind: 'constant', valueUs: 20_000 },
  { kind: 'uniform', lowUs: 1_000, highUs: 9_000 },
  { kind: 'exponential', meanUs: 250_000 },
  { kind: 'lognormal', medianUs: 20_000_000, sigma: 1 },
  { kind: 'pareto', scaleUs: 10_000, shape: 1.5, capUs: 5_000_000 },
  { kind: 'pareto', scaleUs: 10_000, shape: 1, capUs: 5_000_000 },
];

function sample(distribution: Distribution, count = COUNT): Float64Array {
  const out = new Float64Array(count);
  fillDurations(distribution, new RandomStreams('distribution', 0).stream(JSON.stringify(distribution)), out, 0, count);
  return out;
}

describe.each(FAMILIES)('$kind', (distribution) => {
  const values = sample(distribution);

  it('has the mean that is claimed', () => {
    const standardError = Math.sqrt(variance(values) / COUNT);
    expect(Math.abs(mean(values) - meanUs(distribution))).toBeLessThanOrEqual(5 * standardError);
  });

  it('is whole microseconds, never negative', () => {
    expect(values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
  });

  it('does not depend on how the block is cut', () => {
    const stream = new RandomStreams('distribution', 0).stream(JSON.stringify(distribution));
    const cut = new Float64Array(1_000);
    for (let from = 0, length = 1; from < 1_000; from += length, length = (length * 7) % 13) {
      length = Math.min(length, 1_000 - from);
      fillDurations(distribution, stream, cut, from, length);
    }
    expect(cut).toEqual(values.slice(0, 1_000));
  });
});

describe('quantiles', () => {
  /** Standard error of a sample quantile relative to the value, with room: 1 % at COUNT draws for these tails. */
  const RELATIVE_BOUND = 0.02;

  it.each([
    [{ kind: 'uniform', lowUs: 1_000, highUs: 9_000 }, 0.25, 3_000],
    [{ kind: 'exponential', meanUs: 250_000 }, 0.5, 250_000 * Math.LN2],
    [{ kind: 'exponential', meanUs: 250_000 }, 0.99, 250_000 * Math.log(100)],
    [{ kind: 'lognormal', medianUs: 20_000_000, sigma: 1 }, 0.5, 20_000_000],
    [{ kind: 'lognormal', medianUs: 20_000_000, sigma: 1 }, 0.99, 20_000_000 * Math.exp(2.3263478740408408)],
    [{ kind: 'pareto', scaleUs: 10_000, shape: 1.5, capUs: 5_000_000 }, 0.5, 10_000 * 2 ** (1 / 1.5)],
    [{ kind: 'pareto', scaleUs: 10_000, shape: 1.5, capUs: 5_000_000 }, 0.99, 10_000 * 100 ** (1 / 1.5)],
  ] as const)('%j at %f', (distribution, p, exact) => {
    expect(Math.abs(quantile(sample(distribution), p) / exact - 1)).toBeLessThan(RELATIVE_BOUND);
  });
});

describe('capped Pareto', () => {
  it.each([0.5, 0.9, 1, 1.1, 1.5, 2, 3])('of shape %f has the mean that integrating its survival gives', (shape) => {
    const scaleUs = 1_000;
    const capUs = 1_000_000;
    // E min(X, cap) = scale + integral of (scale / x)^shape over scale .. cap; in ln x, by Simpson's rule.
    const span = Math.log(capUs / scaleUs);
    const steps = 2_000;
    let integral = 0;
    for (let i = 0; i <= steps; i++) {
      const x = scaleUs * Math.exp((span * i) / steps);
      const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
      integral += weight * x * (scaleUs / x) ** shape;
    }
    integral *= span / steps / 3;
    const claimed = meanUs({ kind: 'pareto', scaleUs, shape, capUs });
    expect(Math.abs(claimed / (scaleUs + integral) - 1)).toBeLessThan(1e-9);
  });

  it('never passes its cap and holds exactly the tail there', () => {
    const values = sample({ kind: 'pareto', scaleUs: 10_000, shape: 1, capUs: 100_000 });
    expect(values.every((value) => value >= 10_000 && value <= 100_000)).toBe(true);
    const atCap = values.filter((value) => value === 100_000).length / COUNT;
    expect(Math.abs(atCap - 0.1)).toBeLessThan(5 * Math.sqrt((0.1 * 0.9) / COUNT));
  });
});

describe('sameness', () => {
  it('is by kind and every parameter', () => {
    const base: Distribution = { kind: 'lognormal', medianUs: 20, sigma: 1 };
    expect(isSameDistribution(base, { ...base })).toBe(true);
    expect(isSameDistribution(base, { ...base, sigma: 2 })).toBe(false);
    expect(isSameDistribution(base, { ...base, medianUs: 21 })).toBe(false);
    expect(isSameDistribution({ kind: 'constant', valueUs: 20 }, { kind: 'exponential', meanUs: 20 })).toBe(false);
  });
});
