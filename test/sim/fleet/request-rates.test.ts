/**
 * Goal: a decayed count is the rate of the requests, kept apart by observer and backend; decay is e^-x to eight digits.
 * Method: closed forms: a single request, an even stream, and `Math.exp`.
 */
import { describe, expect, it } from 'vitest';
import { decay, decayFactor } from '../../../sim/fleet/decay.ts';
import { RequestRates } from '../../../sim/fleet/request-rates.ts';

const WINDOW_US = 10_000_000;

describe('decay', () => {
  it.each([0, 1e-9, 1e-3, 0.1, 0.125, 0.125001, 1, 2.5, 10, 40, 60])('of %f is e^-x', (x) => {
    expect(Math.abs(decayFactor(x, 1) / Math.exp(-x) - 1)).toBeLessThan(1e-8);
  });

  it('is 1 at nothing and 0 far out', () => {
    expect(decayFactor(0, 1)).toBe(1);
    expect(decayFactor(61, 1)).toBe(0);
    expect(decayFactor(1e12, 1)).toBe(0);
  });

  it.each([5, 1_000])('after %i us reaches the counts that it is told, and no others', (elapsedUs) => {
    const counts = Float64Array.of(3, 3, 3, 3);
    decay(counts, 1, 3, elapsedUs, 10);
    const left = 3 * decayFactor(elapsedUs, 10);
    expect(Array.from(counts)).toEqual([3, left, left, 3]);
  });
});

describe('rates', () => {
  it('one request adds 1/T and decays with T', () => {
    const rates = new RequestRates(WINDOW_US, 2, 2);
    rates.add(1, 0, 5_000_000);
    expect(Array.from(rates.refreshed(1, 5_000_000))).toEqual([0, 0, 0.1, 0]);
    const later = rates.refreshed(1, 15_000_000);
    expect(later[2]).toBeCloseTo(0.1 / Math.E, 8);
    expect([later[0], later[3]]).toEqual([0, 0]);
  });

  it('what was sent before decays first, also where nobody looked', () => {
    const rates = new RequestRates(WINDOW_US, 1, 1);
    rates.add(0, 0, 0);
    rates.add(0, 0, 10_000_000);
    expect(rates.refreshed(0, 10_000_000)[0]).toBeCloseTo(0.1 + 0.1 / Math.E, 8);
  });

  it('an even stream comes to its rate, within half a step', () => {
    const rates = new RequestRates(WINDOW_US, 1, 1);
    for (let k = 0; k < 5_000; k++) rates.add(0, 0, k * 50_000);
    expect(Math.abs(rates.refreshed(0, 4_999 * 50_000)[0]! - 20)).toBeLessThanOrEqual(0.051);
  });

  it('a copy says what every observer has now, and changes nothing', () => {
    const rates = new RequestRates(WINDOW_US, 2, 1);
    rates.add(0, 0, 0);
    rates.add(1, 0, 10_000_000);
    const copy = new Float64Array(2);
    rates.copyTo(copy, 10_000_000);
    expect(copy[0]).toBeCloseTo(0.1 / Math.E, 8);
    expect(copy[1]).toBe(0.1);
    expect(rates.refreshed(0, 0)[0]).toBe(0.1);
  });
});
