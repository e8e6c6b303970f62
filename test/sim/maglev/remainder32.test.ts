/**
 * Goal: the integer remainder is that of the two numbers read as unsigned, over the whole range of 32 bits.
 * Method: corners, and random pairs against BigInt (fast-check prints the seed).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remainder32 } from '../../../sim/maglev/remainder32.ts';

describe('remainder32', () => {
  it.each([
    [0, 1, 0],
    [0xffffffff, 2, 1],
    [0x80000000, 0xffffffff, 0x80000000],
    [-1, 65_537, 0],
    [-2, 65_537, 65_536],
  ])('%i over %i leaves %i', (dividend, divisor, left) => {
    expect(remainder32(dividend, divisor)).toBe(left);
  });

  it('agrees with BigInt', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 0xffffffff }), (dividend, divisor) => {
        expect(remainder32(dividend, divisor)).toBe(Number(BigInt.asUintN(32, BigInt(dividend)) % BigInt(divisor)));
      }),
    );
  });
});
