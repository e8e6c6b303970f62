/**
 * Jump consistent hash: no table; buckets are numbered, and only the last one can leave
 * without moving other buckets' keys.
 *
 * Lamping and Veach, arXiv:1406.2294. Backends are the buckets in the order listed; weights are not part of the method.
 * A pick takes O(log buckets) steps.
 */
import { Word64 } from '../hash/word64.ts';
import type { Picker } from '../picker.ts';
import { UNCLAIMED } from '../slot-claimer.ts';

const MULTIPLIER = new Word64(0x27bb2ee6, 0x87b0b0fd);

export class JumpHash implements Picker {
  readonly #bucketCount: number;
  readonly #key = new Word64();

  /** @param bucketCount fewer than 2^22, so that a jump stays below 2^53 */
  constructor(bucketCount: number) {
    this.#bucketCount = bucketCount;
  }

  pick(hashHi: number, hashLo: number): number {
    const key = this.#key.set(hashHi, hashLo);
    let bucket = UNCLAIMED;
    let next = 0;
    while (next < this.#bucketCount) {
      bucket = next;
      key.multiply(MULTIPLIER).addHalves(0, 1);
      next = Math.floor((bucket + 1) * (0x80000000 / ((key.hi >>> 1) + 1)));
    }
    return bucket;
  }
}
