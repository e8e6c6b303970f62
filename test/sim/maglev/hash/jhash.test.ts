/**
 * Goal: lookup3 as the kernel has it. Method: the values that Jenkins' own test program prints, and the identity
 * between the hash of two words and the hash of their bytes.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jhash, jhash2Words } from '../../../../sim/maglev/hash/jhash.ts';
import { utf8Bytes } from '../../../../sim/maglev/hash/utf8.ts';

describe('jhash', () => {
  it.each([
    ['', 0, 0xdeadbeef],
    ['Four score and seven years ago', 0, 0x17770551],
    ['Four score and seven years ago', 1, 0xcd628161],
  ])('%j with seed %i', (text, seed, expected) => {
    expect(jhash(utf8Bytes(text), seed)).toBe(expected);
  });

  it('of two words is the hash of their eight little-endian bytes', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(word, word, word, (first, second, seed) => {
        const view = new DataView(new ArrayBuffer(8));
        view.setUint32(0, first, true);
        view.setUint32(4, second, true);
        expect(jhash2Words(first, second, seed)).toBe(jhash(new Uint8Array(view.buffer), seed));
      }),
    );
  });
});
