/**
 * xxHash64: the hash of Envoy's Maglev and ring tables.
 *
 * Source: Yann Collet, "xxHash fast digest algorithm", section XXH64 of the specification
 * (doc/xxhash_spec.md, version 0.2.0).
 */
import { readUint32Le, Word64 } from './word64.ts';

const PRIME_1 = new Word64(0x9e3779b1, 0x85ebca87);
const PRIME_2 = new Word64(0xc2b2ae3d, 0x27d4eb4f);
const PRIME_3 = new Word64(0x165667b1, 0x9e3779f9);
const PRIME_4 = new Word64(0x85ebca77, 0xc2b2ae63);
const PRIME_5 = new Word64(0x27d4eb2f, 0x165667c5);

/**
 * @param seed any 64-bit word; Envoy uses 0 for the offset and 1 for the skip
 * @returns a fresh word
 */
export function xxHash64(bytes: Uint8Array, seed: Word64): Word64 {
  return new XxHasher64().hash(bytes, bytes.length, seed, new Word64());
}

/** Scratch state for many hashes: a hash of fewer than 32 bytes allocates nothing. */
export class XxHasher64 {
  readonly #lane = new Word64();

  /** Writes the hash of the first `length` bytes into `out` and returns it. */
  hash(bytes: Uint8Array, length: number, seed: Word64, out: Word64): Word64 {
    const lane = this.#lane;
    let at = 0;
    if (length >= 32) {
      at = length & ~31;
      hashStripes(bytes, at, seed, lane, out);
    } else {
      out.copy(seed).add(PRIME_5);
    }
    out.addHalves(0, length);
    for (; at + 8 <= length; at += 8) {
      lane.readLe(bytes, at).multiply(PRIME_2).rotateLeft(31).multiply(PRIME_1);
      out.xor(lane).rotateLeft(27).multiply(PRIME_1).add(PRIME_4);
    }
    if (at + 4 <= length) {
      lane.set(0, readUint32Le(bytes, at)).multiply(PRIME_1);
      out.xor(lane).rotateLeft(23).multiply(PRIME_2).add(PRIME_3);
      at += 4;
    }
    for (; at < length; at++) {
      lane.set(0, bytes[at]!).multiply(PRIME_5);
      out.xor(lane).rotateLeft(11).multiply(PRIME_1);
    }
    return out.xorShiftRight(33).multiply(PRIME_2).xorShiftRight(29).multiply(PRIME_3).xorShiftRight(32);
  }
}

/** The four accumulators over stripes of 32 bytes, merged into `hash`. */
function hashStripes(bytes: Uint8Array, end: number, seed: Word64, lane: Word64, hash: Word64): void {
  const accumulators = [
    new Word64().copy(seed).add(PRIME_1).add(PRIME_2),
    new Word64().copy(seed).add(PRIME_2),
    new Word64().copy(seed),
    new Word64().copy(seed).subtract(PRIME_1),
  ];
  for (let at = 0; at < end; at += 32) {
    for (let index = 0; index < 4; index++) {
      lane.readLe(bytes, at + index * 8).multiply(PRIME_2);
      accumulators[index]!.add(lane).rotateLeft(31).multiply(PRIME_1);
    }
  }
  const rotations = [1, 7, 12, 18];
  hash.set(0, 0);
  for (let index = 0; index < 4; index++) hash.add(lane.copy(accumulators[index]!).rotateLeft(rotations[index]!));
  for (const accumulator of accumulators) {
    lane.copy(accumulator).multiply(PRIME_2).rotateLeft(31).multiply(PRIME_1);
    hash.xor(lane).multiply(PRIME_1).add(PRIME_4);
  }
}
