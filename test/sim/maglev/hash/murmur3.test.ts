/**
 * Goal: murmur3 x64-128 gives the bits that Cilium and Katran hash with. Method: well-known values and
 * those of Katran's own function.
 */
import { describe, expect, it } from 'vitest';
import { katranMurmur } from '../../../../sim/maglev/dialects/katran.ts';
import { murmur3x64 } from '../../../../sim/maglev/hash/murmur3.ts';
import { utf8Bytes } from '../../../../sim/maglev/hash/utf8.ts';
import { Word64 } from '../../../../sim/maglev/hash/word64.ts';

describe('murmur3_x64_128', () => {
  it.each([
    ['hello, world', 0x342fac623a5ebc8en, 0x4cdcbc079642414dn],
    ['The quick brown fox jumps over the lazy dog', 0xe34bbc7bbc071b6cn, 0x7a433ca9c49a9347n],
    ['', 0n, 0n],
  ])('%j with seed 0', (text, h1, h2) => {
    const hash = murmur3x64(utf8Bytes(text), 0);
    expect([hash.h1.toBigInt(), hash.h2.toBigInt()]).toEqual([h1, h2]);
  });
});

describe('katran_mm3_64', () => {
  it.each([
    [0n, 0, 0, 0x4bbd1bf27da918d6n],
    [1n, 42, 0, 0x0b85e5b738ec6ba3n],
    [0xdeadbeefcafebaben, 42, 0, 0x2e8d31a54ed17f19n],
    [0x123456789abcdef0n, 42, 0, 0xf0501c6ca6070d2en],
    [0x123456789abcdef0n, 42, 2307, 0x691971022bf9855bn],
    [0x123456789abcdef0n, 2718281828, 2307, 0xfd55a63c45bfe387n],
  ])('(%i, %i, seed %i)', (first, second, seed, expected) => {
    expect(katranMurmur(Word64.fromBigInt(first), second, seed).toBigInt()).toBe(expected);
  });
});
