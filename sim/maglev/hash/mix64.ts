/**
 * A bijective mixer of 64-bit words: turns counters and combined hashes into words that behave like independent draws.
 *
 * Source: MurmurHash3's 64-bit finaliser with the constants of David Stafford's variant 13 (2011), as used by
 * SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
import { Word64 } from './word64.ts';

const MULTIPLIER_1 = new Word64(0xbf58476d, 0x1ce4e5b9);
const MULTIPLIER_2 = new Word64(0x94d049bb, 0x133111eb);
const GOLDEN_GAMMA = new Word64(0x9e3779b9, 0x7f4a7c15);

/** Mixes `word` in place. */
export function mix64(word: Word64): Word64 {
  return word.xorShiftRight(30).multiply(MULTIPLIER_1).xorShiftRight(27).multiply(MULTIPLIER_2).xorShiftRight(31);
}

/**
 * The `index`-th word of the SplitMix64 sequence that starts from seed 0: the hash of a sampled
 * key. `index` from 0 to 2^32 - 2.
 */
export function sampleKey(index: number, out: Word64): Word64 {
  return mix64(out.set(0, index + 1).multiply(GOLDEN_GAMMA));
}
