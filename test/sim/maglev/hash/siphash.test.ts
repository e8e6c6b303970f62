/**
 * Goal: SipHash-2-4 and the kernel's hsiphash, bit for bit. Method: the vectors of the SipHash paper and of Linux
 * siphash_kunit.c, whose key and inputs are the bytes 0, 1, 2, ...
 */
import { describe, expect, it } from 'vitest';
import { hsipHash, sipHash24, sipKey } from '../../../../sim/maglev/hash/siphash.ts';

const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at);
const key = sipKey(counting(16));

describe('siphash24_key_000102..0f', () => {
  it.each([
    [0, 0x726fdb47dd0e0e31n],
    [4, 0xcf2794e0277187b7n],
    [8, 0x93f5f5799a932462n],
    [15, 0xa129ca6149be45e5n],
  ])('len%i', (length, expected) => {
    expect(sipHash24(key, counting(length)).toBigInt()).toBe(expected);
  });
});

describe('hsiphash_64bit_same_key', () => {
  it.each([
    [0, 0x050fc4dc],
    [1, 0x7d57ca93],
    [2, 0x4dc7d44d],
    [3, 0xe7ddf7fb],
    [4, 0x88d38328],
    [63, 0xb7bbb3a8],
  ])('len%i', (length, expected) => {
    expect(hsipHash(key, counting(length))).toBe(expected);
  });
});

it('a key of another length than 16 bytes is refused', () => {
  expect(() => sipKey(counting(15))).toThrow('16 bytes, not 15');
});
