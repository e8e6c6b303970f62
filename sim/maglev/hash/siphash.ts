/**
 * SipHash: the keyed hash of go-maglev and GLB (SipHash-2-4) and of Linux IPVS (`hsiphash`, which is SipHash-1-3 cut to 32 bits).
 *
 * Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012; Linux include/linux/siphash.h for hsiphash on
 * 64-bit kernels (on 32-bit kernels it is HalfSipHash, which is not modelled).
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

/** Scratch state for many hashes with the same numbers of rounds: a hash allocates nothing. */
export class SipHasher {
  readonly #compressionRounds: number;
  readonly #finalRounds: number;
  readonly #v0 = new Word64();
  readonly #v1 = new Word64();
  readonly #v2 = new Word64();
  readonly #v3 = new Word64();
  readonly #message = new Word64();

  constructor(compressionRounds: number, finalRounds: number) {
    this.#compressionRounds = compressionRounds;
    this.#finalRounds = finalRounds;
  }

  /** Writes the hash of `bytes` into `out` and returns it. */
  hash(key: SipKey, bytes: Uint8Array, out: Word64): Word64 {
    // The initial state spells "somepseudorandomlygeneratedbytes".
    this.#v0.set(0x736f6d65, 0x70736575).xor(key.k0);
    this.#v1.set(0x646f7261, 0x6e646f6d).xor(key.k1);
    this.#v2.set(0x6c796765, 0x6e657261).xor(key.k0);
    this.#v3.set(0x74656462, 0x79746573).xor(key.k1);
    const message = this.#message;
    const blocksEnd = bytes.length & ~7;
    for (let at = 0; at < blocksEnd; at += 8) this.#compress(message.readLe(bytes, at));
    this.#compress(lastBlock(bytes, blocksEnd, message));
    this.#v2.lo ^= 0xff;
    this.#rounds(this.#finalRounds);
    return out.copy(this.#v0).xor(this.#v1).xor(this.#v2).xor(this.#v3);
  }

  #compress(block: Word64): void {
    this.#v3.xor(block);
    this.#rounds(this.#compressionRounds);
    this.#v0.xor(block);
  }

  #rounds(count: number): void {
    const v0 = this.#v0;
    const v1 = this.#v1;
    const v2 = this.#v2;
    const v3 = this.#v3;
    for (let round = 0; round < count; round++) {
      v0.add(v1);
      v1.rotateLeft(13).xor(v0);
      v0.rotateLeft(32);
      v2.add(v3);
      v3.rotateLeft(16).xor(v2);
      v0.add(v3);
      v3.rotateLeft(21).xor(v0);
      v2.add(v1);
      v1.rotateLeft(17).xor(v2);
      v2.rotateLeft(32);
    }
  }
}

/** The bytes after the last whole block, with the message's length modulo 256 in the top byte. */
function lastBlock(bytes: Uint8Array, from: number, out: Word64): Word64 {
  out.readLeTail(bytes, from, bytes.length);
  out.hi |= bytes.length << 24;
  return out;
}
