/**
 * Goal: jump hash, bucket by bucket. Method: the values that go-jump generated from the authors' C++
 * code, and those of the reference.
 */
import { describe, expect, it } from 'vitest';
import { Word64 } from '../../../../sim/maglev/hash/word64.ts';
import { JumpHash } from '../../../../sim/maglev/pickers/jump.ts';

const bucket = (key: bigint, count: number): number => {
  const { hi, lo } = Word64.fromBigInt(key);
  return new JumpHash(count).pick(hi, lo);
};

describe('jump', () => {
  it.each([
    [0n, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    [1n, [0, 0, 0, 0, 0, 0, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 17, 17]],
    [0xdeadbeefn, [0, 1, 2, 3, 3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 16, 16, 16]],
    [0x0ddc0ffeebadf00dn, [0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 15, 15, 15, 15]],
  ])('key %i over 1, 2, 3, ... buckets', (key, buckets) => {
    expect(buckets.map((_, at) => bucket(key, at + 1))).toEqual(buckets);
  });

  it.each([
    [1n, 1, 0],
    [42n, 57, 43],
    [3735883980n, 1, 0],
    [3735883980n, 666, 361],
    [256n, 1024, 520],
  ])('key %i, %i buckets: %i', (key, count, expected) => {
    expect(bucket(key, count)).toBe(expected);
  });

  it('no buckets, nobody', () => {
    expect(bucket(7n, 0)).toBe(-1);
  });
});
