/**
 * Goal: the ziggurat draws exactly the exponential and the normal distribution, middle and tails.
 * Method: moments within five standard errors, Kolmogorov-Smirnov distance to the exact distribution function, and the
 * part beyond the table by itself: how often it is reached, its own distribution, its sign. Two planted faults show
 * that the distance would be seen.
 */
import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../../sim/kernel/random-stream.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { EXPONENTIAL_ZIGGURAT, NORMAL_ZIGGURAT } from '../../../sim/kernel/ziggurat.ts';
import { correlationZ, kolmogorovSmirnov, mean, normalCdf, variance } from '../../support/statistics.ts';

const COUNT = 1_000_000;
/** One sample in a thousand is farther off. */
const KS_BOUND = 1.95;

function drawn(name: string, draw: (stream: RandomStream) => number, count = COUNT): Float64Array {
  const stream = new RandomStreams('ziggurat', 0).stream(name);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = draw(stream);
  return values;
}

function exponentialCdf(x: number): number {
  return 1 - Math.exp(-x);
}

/** Mean of the k-th powers. */
function rawMoment(values: Float64Array, k: number): number {
  let sum = 0;
  for (const value of values) sum += value ** k;
  return sum / values.length;
}

/** |observed - exact| in standard errors, from the exact variance of the power. */
function errors(observed: number, exact: number, varianceOfPower: number): number {
  return Math.abs(observed - exact) / Math.sqrt(varianceOfPower / COUNT);
}

describe('exponential', () => {
  const values = drawn('exponential', (stream) => stream.exponential());

  it('has the moments 1, 2, 6, 24', () => {
    // E X^k = k!, so Var X^k = (2k)! - k!^2.
    for (const [k, exact, variance2k] of [
      [1, 1, 2 - 1],
      [2, 2, 24 - 4],
      [3, 6, 720 - 36],
      [4, 24, 40_320 - 576],
    ] as const) {
      expect(errors(rawMoment(values, k), exact, variance2k)).toBeLessThan(5);
    }
  });

  it('follows 1 - exp(-x)', () => {
    expect(kolmogorovSmirnov(values, exponentialCdf)).toBeLessThan(KS_BOUND);
  });

  it('is never negative and does not follow the draw before it', () => {
    expect(values.every((value) => value >= 0)).toBe(true);
    expect(Math.abs(correlationZ(values.subarray(1), values.subarray(0, -1)))).toBeLessThan(4);
  });

  it('is exponential again beyond the table', () => {
    const start = EXPONENTIAL_ZIGGURAT.tailStart;
    const many = drawn('exponential tail', (stream) => stream.exponential(), 4_000_000);
    const excess = many.filter((value) => value > start).map((value) => value - start);
    const expected = many.length * Math.exp(-start);
    expect(Math.abs(excess.length - expected)).toBeLessThan(4 * Math.sqrt(expected));
    expect(kolmogorovSmirnov(excess, exponentialCdf)).toBeLessThan(KS_BOUND);
  });

  it('would not pass with a mean that is 0.5 % off', () => {
    expect(kolmogorovSmirnov(values, (x) => exponentialCdf(x * 1.005))).toBeGreaterThan(KS_BOUND);
  });
});

describe('normal', () => {
  const values = drawn('normal', (stream) => stream.normal());

  it('has mean 0, variance 1, no skew, a fourth moment of 3', () => {
    expect(errors(mean(values), 0, 1)).toBeLessThan(5);
    expect(errors(variance(values), 1, 2)).toBeLessThan(5);
    expect(errors(rawMoment(values, 3), 0, 15)).toBeLessThan(5);
    expect(errors(rawMoment(values, 4), 3, 96)).toBeLessThan(5);
  });

  it('follows the normal distribution function', () => {
    expect(kolmogorovSmirnov(values, normalCdf)).toBeLessThan(KS_BOUND);
  });

  it('does not follow the draw before it', () => {
    expect(Math.abs(correlationZ(values.subarray(1), values.subarray(0, -1)))).toBeLessThan(4);
  });

  it('keeps its shape and its symmetry beyond the table', () => {
    const start = NORMAL_ZIGGURAT.tailStart;
    const many = drawn('normal tail', (stream) => stream.normal(), 4_000_000);
    const tail = many.filter((value) => Math.abs(value) > start);
    const tailShare = 2 * (1 - normalCdf(start));
    expect(Math.abs(tail.length - many.length * tailShare)).toBeLessThan(4 * Math.sqrt(many.length * tailShare));
    const positiveCount = tail.filter((value) => value > 0).length;
    expect(Math.abs(positiveCount - tail.length / 2)).toBeLessThan(2 * Math.sqrt(tail.length));
    const beyond = 1 - normalCdf(start);
    const cdf = (x: number): number => 1 - (1 - normalCdf(x)) / beyond;
    expect(kolmogorovSmirnov(tail.map(Math.abs), cdf)).toBeLessThan(KS_BOUND);
  });

  it('would not pass with a deviation that is 1 % off', () => {
    expect(kolmogorovSmirnov(values, (x) => normalCdf(x * 1.01))).toBeGreaterThan(KS_BOUND);
  });
});

describe('tables', () => {
  it('have layers of equal area under the curve, from the paper', () => {
    // Area of layer i: x_i (f(x_{i-1}) - f(x_i)); the scale of a draw gives x_i back.
    const { we, fe } = EXPONENTIAL_ZIGGURAT;
    for (let layer = 2; layer < 256; layer++) {
      const area = we[layer]! * 2 ** 32 * (fe[layer - 1]! - fe[layer]!);
      expect(area).toBeCloseTo(3.949659822581572e-3, 12);
    }
    const { wn, fn } = NORMAL_ZIGGURAT;
    for (let layer = 2; layer < 128; layer++) {
      const area = wn[layer]! * 2 ** 31 * (fn[layer - 1]! - fn[layer]!);
      expect(area).toBeCloseTo(9.91256303526217e-3, 12);
    }
  });
});
