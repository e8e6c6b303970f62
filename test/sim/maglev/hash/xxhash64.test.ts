/**
 * Goal: xxHash64 gives the bits that Envoy's gives. Method: Envoy's own test values, and derived ones for
 * longer inputs and other seeds.
 */
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '../../../../sim/maglev/hash/utf8.ts';
import { Word64 } from '../../../../sim/maglev/hash/word64.ts';
import { xxHash64 } from '../../../../sim/maglev/hash/xxhash64.ts';

const hash = (text: string, seed = 0n): bigint => xxHash64(utf8Bytes(text), Word64.fromBigInt(seed)).toBigInt();

describe('xxHash64', () => {
  it.each([
    ['foo', 3728699739546630719n],
    ['bar', 5234164152756840025n],
    ['foo\nbar', 8917841378505826757n],
    ['lyft', 4400747396090729504n],
    ['', 17241709254077376921n],
  ])('xxh64_seed0: %j', (text, expected) => {
    expect(hash(text)).toBe(expected);
  });

  it('xxh64_chained: one hash as the seed of the next', () => {
    expect(hash('bar', hash('foo'))).toBe(17745830980996999794n);
  });

  it.each([
    ['127.0.0.1:90', 13180206916909469397n, 1521841302816948213n],
    ['10.0.0.0:6379', 16810652720635511702n, 2264144481293380651n],
  ])('xxh64_derived: %s with seeds 0 and 1', (text, seed0, seed1) => {
    expect([hash(text, 0n), hash(text, 1n)]).toEqual([seed0, seed1]);
  });

  it('hashes inputs of 32 bytes and more by its four accumulators', () => {
    // The example of the python-xxhash documentation, 39 bytes long.
    expect(hash('Nobody inspects the spammish repetition')).toBe(0xfbcea83c8a378bf1n);
  });
});
