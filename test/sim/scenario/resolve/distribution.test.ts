/**
 * Goal: a distribution described by its mean or 99th percentile has that mean and percentile.
 * Method: properties over the closed forms; the bound on p99 / mean from both sides.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Distribution, meanUs } from '../../../../sim/kernel/distribution.ts';
import { edited, goodText, load, loadSound } from '../fixtures.ts';

const MINIMAL = goodText('minimal.yaml');
const text = (hold: string) => edited(MINIMAL, ['hold: 10s', `hold: ${hold}`]);
const hold = (written: string): Distribution => loadSound(text(written)).traffic.hold;

/** Upper 1 % point of the standard normal, from a table to 15 digits. */
const Z99 = 2.32634787404084;

function p99Us(distribution: Distribution): number {
  if (distribution.kind !== 'lognormal') throw new Error('a lognormal is expected');
  return distribution.medianUs * Math.exp(distribution.sigma * Z99);
}

describe('lognormal', () => {
  const ratio = (max: number) => fc.double({ min: 1.001, max, noNaN: true }).map((value) => Number(value.toFixed(6)));

  it('mean and p99', () => {
    fc.assert(
      fc.property(ratio(14.9), (times) => {
        const solved = hold(`{ lognormal: { mean: 1s, p99: ${times}s } }`);
        expect(meanUs(solved) / 1e6).toBeCloseTo(1, 9);
        expect(p99Us(solved) / 1e6 / times).toBeCloseTo(1, 9);
      }),
    );
  });

  it('median and p99', () => {
    fc.assert(
      fc.property(ratio(1_000), (times) => {
        const solved = hold(`{ lognormal: { median: 1s, p99: ${times}s } }`);
        expect(solved).toMatchObject({ medianUs: 1e6 });
        expect(p99Us(solved) / 1e6 / times).toBeCloseTo(1, 9);
      }),
    );
  });

  it('mean and sigma', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 5, noNaN: true }), (sigma) => {
        expect(meanUs(hold(`{ lognormal: { mean: 1s, sigma: ${sigma.toFixed(6)} } }`)) / 1e6).toBeCloseTo(1, 9);
      }),
    );
  });

  it('p99 / mean has no solution above exp(z^2 / 2)', () => {
    const bound = Math.exp(Z99 ** 2 / 2);
    expect(load(text(`{ lognormal: { mean: 1s, p99: ${(bound * 0.9999).toFixed(6)}s } }`)).ok).toBe(true);
    expect(load(text(`{ lognormal: { mean: 1s, p99: ${(bound * 1.0001).toFixed(6)}s } }`)).ok).toBe(false);
  });
});

describe('pareto', () => {
  it('has the mean that is asked for, after the cap', () => {
    // A heavier tail under a far cap would need a scale below a microsecond, which is refused.
    const shape = fc.double({ min: 0.5, max: 5, noNaN: true });
    const cap = fc.integer({ min: 2, max: 1_000 });
    fc.assert(
      fc.property(shape, cap, (a, seconds) => {
        const solved = hold(`{ pareto: { mean: 1s, shape: ${a.toFixed(6)}, cap: ${seconds}s } }`);
        expect(meanUs(solved) / 1e6).toBeCloseTo(1, 9);
      }),
    );
  });

  it('at shape 1, where the mean has its own form', () => {
    expect(meanUs(hold('{ pareto: { mean: 1s, shape: 1, cap: 100s } }')) / 1e6).toBeCloseTo(1, 9);
  });

  it('takes a scale as it is', () => {
    expect(hold('{ pareto: { scale: 2s, shape: 1.5, cap: 1h } }')).toEqual({
      kind: 'pareto',
      scaleUs: 2e6,
      shape: 1.5,
      capUs: 3.6e9,
    });
  });
});

describe('the others', () => {
  it.each([
    ['0s', { kind: 'constant', valueUs: 0 }],
    ['12.4us', { kind: 'constant', valueUs: 12 }],
    ['{ constant: 3s }', { kind: 'constant', valueUs: 3e6 }],
    ['{ exponential: { mean: 3s } }', { kind: 'exponential', meanUs: 3e6 }],
    ['{ uniform: { low: 0s, high: 2ms } }', { kind: 'uniform', lowUs: 0, highUs: 2_000 }],
    ['{ lognormal: { median: 20s, sigma: 1.5 } }', { kind: 'lognormal', medianUs: 20e6, sigma: 1.5 }],
  ])('%s', (written, expected) => expect(hold(written)).toEqual(expected));
});
