/**
 * MurmurHash3 x64-128: the hash of Cilium's and Katran's Maglev tables.
 *
 * Source: Austin Appleby, SMHasher, MurmurHash3.cpp, `MurmurHash3_x64_128`.
 */
import { Word64 } from './word64.ts';

const C1 = new Word64(0x87c37b91, 0x114253d5);
const C2 = new Word64(0x4cf5ad43, 0x2745937f);
const FIVE = new Word64(0, 5);
const FINAL_1 = new Word64(0xff51afd7, 0xed558ccd);
const FINAL_2 = new Word64(0xc4ceb9fe, 0x1a85ec53);

export interface Hash128 {
  readonly h1: Word64;
  readonly h2: Word64;
}

/**
 * @param seed an unsigned 32-bit integer
 * @returns two fresh words
 */
export function murmur3x64(bytes: Uint8Array, seed: number): Hash128 {
  const hasher = new Murmur3Hasher();
  hasher.hash(bytes, bytes.length, seed);
  return hasher;
}

/** Holds the two halves of the last hash: hashing allocates nothing. */
export class Murmur3Hasher implements Hash128 {
  readonly h1 = new Word64();
  readonly h2 = new Word64();
  readonly #lane = new Word64();

  /** Hashes the first `length` bytes into `h1` and `h2`. */
  hash(bytes: Uint8Array, length: number, seed: number): void {
    const { h1, h2 } = this;
    const lane = this.#lane;
    h1.set(0, seed);
    h2.set(0, seed);
    const blocksEnd = length & ~15;
    for (let at = 0; at < blocksEnd; at += 16) {
      mixLow(h1, lane.readLe(bytes, at));
      h1.rotateLeft(27).add(h2).multiply(FIVE).addHalves(0, 0x52dce729);
      mixHigh(h2, lane.readLe(bytes, at + 8));
      h2.rotateLeft(31).add(h1).multiply(FIVE).addHalves(0, 0x38495ab5);
    }
    // The tail is hashed as if zeros followed; a lane of zeros mixes in nothing.
    const tailMiddle = Math.min(blocksEnd + 8, length);
    mixHigh(h2, lane.readLeTail(bytes, tailMiddle, length));
    mixLow(h1, lane.readLeTail(bytes, blocksEnd, tailMiddle));
    h1.xor(lane.set(0, length));
    h2.xor(lane);
    h1.add(h2);
    h2.add(h1);
    finalise(h1);
    finalise(h2);
    h1.add(h2);
    h2.add(h1);
  }
}

function mixLow(h1: Word64, lane: Word64): void {
  h1.xor(lane.multiply(C1).rotateLeft(31).multiply(C2));
}

function mixHigh(h2: Word64, lane: Word64): void {
  h2.xor(lane.multiply(C2).rotateLeft(33).multiply(C1));
}

function finalise(word: Word64): void {
  word.xorShiftRight(33).multiply(FINAL_1).xorShiftRight(33).multiply(FINAL_2).xorShiftRight(33);
}
