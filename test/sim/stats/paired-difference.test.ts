/**
 * Goal: the paired interval that textbooks print, and its advantage over two separate samples.
 * Method: worked examples; missing replications.
 */
import { describe, expect, it } from 'vitest';
import { pairedDifference } from '../../../sim/stats/paired-difference.ts';
import { studentInterval } from '../../../sim/stats/student-interval.ts';

describe('pairedDifference', () => {
  it('reproduces Student 1908: hours of sleep gained by two drugs in ten patients, 1.58 [0.70, 2.46]', () => {
    // W. S. Gosset, "The probable error of a mean", Biometrika 6(1), 1908; the interval as
    // in R's manual page of `sleep`.
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const difference = pairedDifference(second, first, 0.95)!;
    expect(difference.mean).toBeCloseTo(1.58, 10);
    expect(difference.low!).toBeCloseTo(0.7001142, 6);
    expect(difference.high!).toBeCloseTo(2.4598858, 6);
    expect(difference.isEstablished).toBe(true);
  });

  it("reproduces Law's two inventory policies over five replications, 90 %: 4.98 [1.65, 8.31]", () => {
    // Law, "Simulation Modeling and Analysis", 5th edition, section 10.2.1.
    const first = [126.97, 124.31, 126.68, 122.66, 127.23];
    const second = [118.21, 120.22, 122.45, 122.68, 119.4];
    const difference = pairedDifference(first, second, 0.9)!;
    expect(difference.mean).toBeCloseTo(4.98, 2);
    expect(difference.low!).toBeCloseTo(1.65, 2);
    expect(difference.high!).toBeCloseTo(8.31, 2);
  });

  it('establishes a small constant difference that separate intervals would hide', () => {
    const baseline = [10, 30, 20, 50, 40];
    const design = baseline.map((value, index) => value + 1 + (index % 2) * 0.1);
    expect(studentInterval(design, 0.95)!.low!).toBeLessThan(studentInterval(baseline, 0.95)!.high!);
    expect(pairedDifference(design, baseline, 0.95)!.isEstablished).toBe(true);
  });

  it('is not established when the interval holds zero, and undecided from one pair', () => {
    expect(pairedDifference([1, 2, 3], [2, 1, 3], 0.95)!.isEstablished).toBe(false);
    expect(pairedDifference([5], [1], 0.95)).toMatchObject({ count: 1, mean: 4, low: null, isEstablished: null });
  });

  it('takes only replications that have both values', () => {
    expect(pairedDifference([1, null, 3, 9], [1, 5, 2, null], 0.95)).toMatchObject({ count: 2, mean: 0.5 });
    expect(pairedDifference([null], [1], 0.95)).toBeNull();
    expect(() => pairedDifference([1], [1, 2], 0.95)).toThrow(RangeError);
  });
});
