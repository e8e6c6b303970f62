/**
 * Goal: 64-bit arithmetic in two halves is exact. Method: every operation against BigInt
 * on random words, edges included.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleKey } from '../../../../sim/maglev/hash/mix64.ts';
import { moduloHalves, Word64 } from '../../../../sim/maglev/hash/word64.ts';

const MASK = (1n << 64n) - 1n;
const word = fc.oneof(
  fc.bigInt({ min: 0n, max: MASK }),
  fc.constantFrom(0n, 1n, MASK, 1n << 63n, 0xffffffffn, 1n << 32n),
);
const of = (value: bigint): Word64 => Word64.fromBigInt(value);

describe('Word64 agrees with BigInt on', () => {
  it.each<[string, (a: Word64, b: Word64) => Word64, (a: bigint, b: bigint) => bigint]>([
    ['add', (a, b) => a.add(b), (a, b) => a + b],
    ['subtract', (a, b) => a.subtract(b), (a, b) => a - b],
    ['multiply', (a, b) => a.multiply(b), (a, b) => a * b],
    ['xor', (a, b) => a.xor(b), (a, b) => a ^ b],
  ])('%s', (_name, ours, exact) => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(ours(of(a), of(b)).toBigInt()).toBe(exact(a, b) & MASK);
      }),
    );
  });

  it('rotateLeft and xorShiftRight by every distance', () => {
    fc.assert(
      fc.property(word, fc.integer({ min: 1, max: 63 }), (a, bits) => {
        const distance = BigInt(bits);
        expect(of(a).rotateLeft(bits).toBigInt()).toBe(((a << distance) | (a >> (64n - distance))) & MASK);
        expect(of(a).xorShiftRight(bits).toBigInt()).toBe(a ^ (a >> distance));
      }),
    );
  });

  it('modulo by every divisor up to 2^26, next to multiples of the divisor too', () => {
    const divisors = fc.oneof(fc.integer({ min: 1, max: 2 ** 26 }), fc.constantFrom(65_537, 5_000_011, 2 ** 26));
    fc.assert(
      fc.property(word, divisors, fc.integer({ min: -1, max: 1 }), fc.boolean(), (any, divisor, beside, isMultiple) => {
        const multiple = any - (any % BigInt(divisor)) + BigInt(beside);
        const a = isMultiple ? multiple & MASK : any;
        const { hi, lo } = of(a);
        expect(moduloHalves(hi, lo, divisor)).toBe(Number(a % BigInt(divisor)));
      }),
      { numRuns: 2000 },
    );
  });
});

it('sampled keys are the SplitMix64 sequence of seed 0', () => {
  // First outputs of Vigna's splitmix64.c from state 0.
  const keys = [0, 1, 2].map((index) => sampleKey(index, new Word64()).toBigInt());
  expect(keys).toEqual([0xe220a8397b1dcdafn, 0x6e789e6aa1b965f4n, 0x06c45d188009454fn]);
});
