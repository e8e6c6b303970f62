/**
 * Goal: intervals that textbooks print, at their stated coverage.
 * Method: the table of t, worked examples, and the share of 2,000 seeded samples whose interval holds the true mean.
 */
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { studentInterval, studentQuantile } from '../../../sim/stats/student-interval.ts';

describe('studentQuantile', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2, "Critical values of the Student's t
  // distribution", three decimals.
  it.each([
    { p: 0.975, degreesOfFreedom: 1, t: 12.706 },
    { p: 0.95, degreesOfFreedom: 1, t: 6.314 },
    { p: 0.975, degreesOfFreedom: 2, t: 4.303 },
    { p: 0.975, degreesOfFreedom: 4, t: 2.776 },
    { p: 0.995, degreesOfFreedom: 4, t: 4.604 },
    { p: 0.95, degreesOfFreedom: 9, t: 1.833 },
    { p: 0.975, degreesOfFreedom: 9, t: 2.262 },
    { p: 0.995, degreesOfFreedom: 9, t: 3.25 },
    { p: 0.999, degreesOfFreedom: 9, t: 4.297 },
    { p: 0.975, degreesOfFreedom: 29, t: 2.045 },
    { p: 0.975, degreesOfFreedom: 100, t: 1.984 },
  ])('t($p, $degreesOfFreedom) = $t', ({ p, degreesOfFreedom, t }) => {
    expect(studentQuantile(p, degreesOfFreedom)).toBeCloseTo(t, 3);
  });

  it('matches closed forms to five digits: tan(pi (p - 1/2)) for one degree, a root for two', () => {
    for (const p of [0.6, 0.9, 0.975, 0.9995]) {
      const one = Math.tan(Math.PI * (p - 0.5));
      const two = (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p)));
      expect(studentQuantile(p, 1) / one).toBeCloseTo(1, 5);
      expect(studentQuantile(p, 2) / two).toBeCloseTo(1, 5);
    }
  });
});

describe('studentInterval', () => {
  it("reproduces a worked example: Law's ten observations, 90 %: 1.34 +- 0.24", () => {
    // Law, "Simulation Modeling and Analysis", 5th edition, section 4.5.
    const estimate = studentInterval([1.2, 1.5, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.5, 1.09], 0.9)!;
    expect(estimate.count).toBe(10);
    expect(estimate.mean).toBeCloseTo(1.34, 2);
    expect(estimate.high! - estimate.mean).toBeCloseTo(0.24, 2);
    expect(estimate.mean - estimate.low!).toBeCloseTo(0.24, 2);
  });

  it('covers the true mean as often as it says', () => {
    // Samples of five normal values with mean 10: 95 % of 2,000 intervals, give or take 3.3
    // standard deviations of 0.49 %.
    const stream = new RandomStreams('coverage', 0).stream('normal');
    let covered = 0;
    for (let sample = 0; sample < 2_000; sample++) {
      const values = Array.from({ length: 5 }, () => 10 + 2 * stream.normal());
      const { low, high } = studentInterval(values, 0.95)!;
      if (low! <= 10 && 10 <= high!) covered++;
    }
    expect(Math.abs(covered / 2_000 - 0.95)).toBeLessThan(0.016);
  });

  it('has no interval from one value, and none of width but zero from equal ones', () => {
    expect(studentInterval([7], 0.95)).toEqual({ count: 1, mean: 7, low: null, high: null });
    expect(studentInterval([0.1, 0.1, 0.1], 0.95)).toEqual({ count: 3, mean: 0.1, low: 0.1, high: 0.1 });
    expect(studentInterval([], 0.95)).toBeNull();
  });

  it.each([0, 1, 95, Number.NaN])('refuses a confidence of %s', (confidence) => {
    expect(() => studentInterval([1, 2], confidence)).toThrow(RangeError);
  });
});
