/**
 * Jenkins' lookup3 as the Linux kernel has it (`jhash`): the hash Katran's data path applies to a packet's source.
 *
 * Source: Bob Jenkins, lookup3.c (2006), `hashlittle`; Linux include/linux/jhash.h, whose initial value is 0xdeadbeef.
 */
import { readUint32Le } from './word64.ts';

const INITIAL = 0xdeadbeef;

/** `jhash(bytes, length, seed)`: an unsigned 32-bit integer. */
export function jhash(bytes: Uint8Array, seed: number): number {
  let a = (INITIAL + bytes.length + seed) | 0;
  let b = a;
  let c = a;
  let at = 0;
  for (; bytes.length - at > 12; at += 12) {
    a = (a + readUint32Le(bytes, at)) | 0;
    b = (b + readUint32Le(bytes, at + 4)) | 0;
    c = (c + readUint32Le(bytes, at + 8)) | 0;
    a = ((a - c) | 0) ^ rotate(c, 4);
    c = (c + b) | 0;
    b = ((b - a) | 0) ^ rotate(a, 6);
    a = (a + c) | 0;
    c = ((c - b) | 0) ^ rotate(b, 8);
    b = (b + a) | 0;
    a = ((a - c) | 0) ^ rotate(c, 16);
    c = (c + b) | 0;
    b = ((b - a) | 0) ^ rotate(a, 19);
    a = (a + c) | 0;
    c = ((c - b) | 0) ^ rotate(b, 4);
    b = (b + a) | 0;
  }
  if (at === bytes.length) return c >>> 0;
  const tail = new Uint8Array(12);
  tail.set(bytes.subarray(at));
  return finalMix(a + readUint32Le(tail, 0), b + readUint32Le(tail, 4), c + readUint32Le(tail, 8));
}

/** `jhash_2words(first, second, seed)`: the same as `jhash` of the two words' eight little-endian bytes. */
export function jhash2Words(first: number, second: number, seed: number): number {
  const start = (INITIAL + 8 + seed) | 0;
  return finalMix(start + first, start + second, start);
}

function finalMix(firstWord: number, secondWord: number, thirdWord: number): number {
  let a = firstWord | 0;
  let b = secondWord | 0;
  let c = thirdWord | 0;
  c = ((c ^ b) - rotate(b, 14)) | 0;
  a = ((a ^ c) - rotate(c, 11)) | 0;
  b = ((b ^ a) - rotate(a, 25)) | 0;
  c = ((c ^ b) - rotate(b, 16)) | 0;
  a = ((a ^ c) - rotate(c, 4)) | 0;
  b = ((b ^ a) - rotate(a, 14)) | 0;
  c = ((c ^ b) - rotate(b, 24)) | 0;
  return c >>> 0;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
