/**
 * Goal: strings become the bytes that C, C++ and Go programs hash, and sort as memcmp sorts them. Method: against
 * Node's TextEncoder and Buffer.compare on random text, lone surrogates included.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareBytes, utf8Bytes } from '../../../../sim/maglev/hash/utf8.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);

it('encodes as TextEncoder does', () => {
  fc.assert(
    fc.property(text, (sample) => {
      expect([...utf8Bytes(sample)]).toEqual([...new TextEncoder().encode(sample)]);
    }),
  );
});

it('compares as memcmp and then length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 }), (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
    }),
  );
});

it('puts 127.0.0.1:100 before 127.0.0.1:90', () => {
  expect(compareBytes(utf8Bytes('127.0.0.1:100'), utf8Bytes('127.0.0.1:90'))).toBeLessThan(0);
});
