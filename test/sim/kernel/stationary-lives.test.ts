/**
 * Goal: lives are of their distribution, the one that goes on at instant 0 of its residual, and ends of lives come
 * at one rate from instant 0 on.
 * Method: Kolmogorov-Smirnov of whole lives against their distribution and of first lives against the equilibrium
 * distribution, integrated numerically; counts of ends in windows of the first few means, over many places.
 */
import { describe, expect, it } from 'vitest';
import { type Distribution, meanUs } from '../../../sim/kernel/distribution.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { StationaryLives } from '../../../sim/kernel/stationary-lives.ts';
import { correlationZ, kolmogorovSmirnov, mean, normalCdf, variance } from '../../support/statistics.ts';

const COUNT = 40_000;

/** Survival 1 - F(x) of each family, by its textbook form. */
function survival(life: Distribution, x: number): number {
  switch (life.kind) {
    case 'constant':
      return x < life.valueUs ? 1 : 0;
    case 'uniform':
      return Math.min(1, Math.max(0, (life.highUs - x) / (life.highUs - life.lowUs)));
    case 'exponential':
      return Math.exp(-x / life.meanUs);
    case 'lognormal':
      return x <= 0 ? 1 : 1 - normalCdf(Math.log(x / life.medianUs) / life.sigma);
    case 'pareto':
      return x < life.scaleUs ? 1 : x < life.capUs ? (life.scaleUs / x) ** life.shape : 0;
  }
}

const LIVES: readonly Distribution[] = [
  { kind: 'constant', valueUs: 5e9 },
  { kind: 'uniform', lowUs: 1e9, highUs: 9e9 },
  { kind: 'uniform', lowUs: 0, highUs: 9e9 },
  { kind: 'exponential', meanUs: 5e9 },
  { kind: 'lognormal', medianUs: 3e9, sigma: 1 },
  { kind: 'pareto', scaleUs: 2e9, shape: 1.5, capUs: 400e9 },
  { kind: 'pareto', scaleUs: 2e9, shape: 1, capUs: 400e9 },
  { kind: 'pareto', scaleUs: 2e9, shape: 0.7, capUs: 40e9 },
];

function livesOf(life: Distribution): StationaryLives {
  return new StationaryLives(life, new RandomStreams('lives', 0).stream(JSON.stringify(life)));
}

/**
 * The integral of the survival up to a sorted list of points, divided by the mean; by the trapezium over a
 * fine grid that holds the points.
 */
function equilibriumCdf(life: Distribution, points: Float64Array): Map<number, number> {
  const values = new Map<number, number>();
  let sum = 0;
  let at = 0;
  let before = 1;
  for (const point of points) {
    const steps = 1 + Math.ceil(((point - at) / meanUs(life)) * 2_000);
    const from = at;
    for (let step = 1; step <= steps; step++) {
      const next = from + ((point - from) * step) / steps;
      const here = survival(life, next);
      sum += ((before + here) / 2) * (next - at);
      at = next;
      before = here;
    }
    values.set(point, sum / meanUs(life));
  }
  return values;
}

describe.each(LIVES)('$kind %#', (life) => {
  const lives = livesOf(life);

  it('has whole lives of its distribution, each independent of the next', () => {
    const first = Float64Array.from({ length: COUNT }, (_, place) => lives.lengthUs(place, 1));
    const second = Float64Array.from({ length: COUNT }, (_, place) => lives.lengthUs(place, 2));
    if (life.kind === 'constant') {
      expect(new Set(first)).toEqual(new Set([life.valueUs]));
      return;
    }
    const capUs = life.kind === 'pareto' ? life.capUs : Number.POSITIVE_INFINITY;
    const below = first.filter((length) => length < capUs);
    const beyondCap = life.kind === 'pareto' ? (life.scaleUs / life.capUs) ** life.shape : 0;
    const cdf = (x: number): number => (1 - survival(life, x)) / (1 - beyondCap);
    expect(kolmogorovSmirnov(below, cdf)).toBeLessThan(1.95);
    expect(Math.abs(first.length - below.length - COUNT * beyondCap)).toBeLessThanOrEqual(
      4 * Math.sqrt(COUNT * beyondCap),
    );
    const logs = (values: Float64Array): Float64Array => values.map((value) => Math.log(value + 1));
    expect(Math.abs(correlationZ(logs(first), logs(second)))).toBeLessThan(4);
  });

  it('has at instant 0 what is left of a life then', () => {
    const rest = Float64Array.from({ length: COUNT }, (_, place) => lives.lengthUs(place, 0)).sort();
    const cdf = equilibriumCdf(life, rest);
    expect(kolmogorovSmirnov(rest, (x) => cdf.get(x)!)).toBeLessThan(1.95);
  });

  it('ends lives at one a mean life and place, in every window from the first on', () => {
    const windowUs = meanUs(life) / 2;
    const ends = Array.from({ length: 6 }, () => new Float64Array(COUNT));
    for (let place = 0; place < COUNT; place++) {
      let at = 0;
      for (let number = 0; at < 6 * windowUs; number++) {
        at += lives.lengthUs(place, number);
        if (at < 6 * windowUs) ends[Math.floor(at / windowUs)]![place]!++;
      }
    }
    for (const counts of ends) {
      const standardError = Math.sqrt(variance(counts) / COUNT);
      expect(Math.abs(mean(counts) - 0.5)).toBeLessThan(4 * standardError);
    }
  });
});

it('are the same for a place whichever others are looked at, and others under another key', () => {
  const life: Distribution = { kind: 'exponential', meanUs: 1e9 };
  const lives = livesOf(life);
  const once = lives.lengthUs(17, 3);
  lives.lengthUs(16, 3);
  lives.lengthUs(17, 2);
  expect(lives.lengthUs(17, 3)).toBe(once);
  expect(new StationaryLives(life, new RandomStreams('lives', 1).stream('x')).lengthUs(17, 3)).not.toBe(once);
});
