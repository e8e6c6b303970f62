/**
 * SipHash: the keyed hash of go-maglev and GLB (SipHash-2-4) and of Linux IPVS (`hsiphash`, which
 * is SipHash-1-3 cut to 32 bits).
 *
 * Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012; Linux include/linux/siphash.h for
 * hsiphash on 64-bit kernels (on 32-bit kernels it is HalfSipHash, which is not modelled).
 */
import { Word64 } from './word64.ts';

/** A 128-bit key as two little-endian 64-bit words. */
export interface SipKey {
  readonly k0: Word64;
  readonly k1: Word64;
}

/** The key that 16 bytes spell, little-endian. */
export function sipKey(bytes: Uint8Array): SipKey {
  if (bytes.length !== 16) throw new RangeError(`a SipHash key is 16 bytes, not ${bytes.length}`);
  return { k0: new Word64().readLe(bytes, 0), k1: new Word64().readLe(bytes, 8) };
}

/** SipHash-2-4; a fresh 64-bit word. */
export function sipHash24(key: SipKey, bytes: Uint8Array): Word64 {
  return new SipHasher(2, 4).hash(key, bytes, new Word64());
}

/** Linux `hsiphash` on a 64-bit kernel: the low 32 bits of SipHash-1-3, unsigned. */
export function hsipHash(key: SipKey, bytes: Uint8Array): number {
  return new SipHasher(1, 3).hash(key, bytes, new Word64()).lo >>> 0;
}

/** SipHash with given numbers of rounds. A hash allocates nothing. */
export class SipHasher {
  readonly #compressionRounds: number;
  readonly #finalRounds: number;
  readonly #message = new Word64();

  constructor(compressionRounds: number, finalRounds: number) {
    this.#compressionRounds = compressionRounds;
    this.#finalRounds = finalRounds;
  }

  /**
   * Writes the hash of `bytes` into `out` and returns it. Hot: GLB's table takes one for every row and
   * proxy, so the state v0 .. v3 is kept in locals, as high and low halves, and one loop serves the whole
   * blocks, the last one and the finish.
   */
  hash({ k0, k1 }: SipKey, bytes: Uint8Array, out: Word64): Word64 {
    const message = this.#message;
    // The initial state spells "somepseudorandomlygeneratedbytes".
    let h0 = 0x736f6d65 ^ k0.hi;
    let l0 = 0x70736575 ^ k0.lo;
    let h1 = 0x646f7261 ^ k1.hi;
    let l1 = 0x6e646f6d ^ k1.lo;
    let h2 = 0x6c796765 ^ k0.hi;
    let l2 = 0x6e657261 ^ k0.lo;
    let h3 = 0x74656462 ^ k1.hi;
    let l3 = 0x79746573 ^ k1.lo;
    const lastAt = bytes.length & ~7;
    for (let at = 0; at <= lastAt + 8; at += 8) {
      const isFinish = at > lastAt;
      if (isFinish) {
        message.set(0, 0);
        l2 ^= 0xff;
      } else if (at === lastAt) lastBlock(bytes, at, message);
      else message.readLe(bytes, at);
      h3 ^= message.hi;
      l3 ^= message.lo;
      const rounds = isFinish ? this.#finalRounds : this.#compressionRounds;
      for (let round = 0; round < rounds; round++) {
        let sum = (l0 >>> 0) + (l1 >>> 0);
        let high = (h0 + h1 + (sum > 0xffffffff ? 1 : 0)) | 0;
        let low = sum | 0;
        let turned = (h1 << 13) | (l1 >>> 19);
        l1 = ((l1 << 13) | (h1 >>> 19)) ^ low;
        h1 = turned ^ high;
        h0 = low;
        l0 = high;

        sum = (l2 >>> 0) + (l3 >>> 0);
        h2 = (h2 + h3 + (sum > 0xffffffff ? 1 : 0)) | 0;
        l2 = sum | 0;
        turned = (h3 << 16) | (l3 >>> 16);
        l3 = ((l3 << 16) | (h3 >>> 16)) ^ l2;
        h3 = turned ^ h2;

        sum = (l0 >>> 0) + (l3 >>> 0);
        h0 = (h0 + h3 + (sum > 0xffffffff ? 1 : 0)) | 0;
        l0 = sum | 0;
        turned = (h3 << 21) | (l3 >>> 11);
        l3 = ((l3 << 21) | (h3 >>> 11)) ^ l0;
        h3 = turned ^ h0;

        sum = (l2 >>> 0) + (l1 >>> 0);
        high = (h2 + h1 + (sum > 0xffffffff ? 1 : 0)) | 0;
        low = sum | 0;
        turned = (h1 << 17) | (l1 >>> 15);
        l1 = ((l1 << 17) | (h1 >>> 15)) ^ low;
        h1 = turned ^ high;
        h2 = low;
        l2 = high;
      }
      h0 ^= message.hi;
      l0 ^= message.lo;
    }
    return out.set(h0 ^ h1 ^ h2 ^ h3, l0 ^ l1 ^ l2 ^ l3);
  }
}

/** The bytes after the last whole block, with the message's length modulo 256 in the top byte. */
function lastBlock(bytes: Uint8Array, from: number, out: Word64): Word64 {
  out.readLeTail(bytes, from, bytes.length);
  out.hi |= bytes.length << 24;
  return out;
}
