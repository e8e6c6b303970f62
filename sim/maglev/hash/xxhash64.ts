/**
 * xxHash64: the hash of Envoy's Maglev and ring tables.
 *
 * Source: Yann Collet, "xxHash fast digest algorithm", section XXH64 of the specification (doc/xxhash_spec.md, version 0.2.0).
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
  const lane = new Word64();
  const hash = new Word64();
  let at = 0;
  if (bytes.length >= 32) {
    at = bytes.length & ~31;
    hashStripes(bytes, at, seed, lane, hash);
  } else {
    hash.copy(seed).add(PRIME_5);
  }
  hash.addHalves(0, bytes.length);
  for (; at + 8 <= bytes.length; at += 8) {
    lane.readLe(bytes, at).multiply(PRIME_2).rotateLeft(31).multiply(PRIME_1);
    hash.xor(lane).rotateLeft(27).multiply(PRIME_1).add(PRIME_4);
  }
  if (at + 4 <= bytes.length) {
    lane.set(0, readUint32Le(bytes, at)).multiply(PRIME_1);
    hash.xor(lane).rotateLeft(23).multiply(PRIME_2).add(PRIME_3);
    at += 4;
  }
  for (; at < bytes.length; at++) {
    lane.set(0, bytes[at]!).multiply(PRIME_5);
    hash.xor(lane).rotateLeft(11).multiply(PRIME_1);
  }
  return hash.xorShiftRight(33).multiply(PRIME_2).xorShiftRight(29).multiply(PRIME_3).xorShiftRight(32);
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
