/**
 * AnchorHash: buckets inside a fixed capacity; any bucket may leave and come back, and only the keys that must move do.
 *
 * Mendelson, Vargaftik, Barabash, Lorenz, Keslassy and Orda, arXiv:1812.09674, Algorithm 3, with the paper's names for
 * the arrays. The method remembers the order of removals. Weights are not part of it.
 */
import { mix64 } from '../hash/mix64.ts';
import { moduloHalves, Word64 } from '../hash/word64.ts';
import type { Picker } from '../picker.ts';
import { UNCLAIMED } from '../slot-claimer.ts';

const GOLDEN_GAMMA = new Word64(0x9e3779b9, 0x7f4a7c15);

export class AnchorHash implements Picker {
  /** A: 0 for a working bucket, else how many buckets worked just after this one was removed. */
  readonly #a: Int32Array;
  /** K: the bucket that took the removed bucket's place. */
  readonly #k: Int32Array;
  /** W: the working buckets, packed at the front. */
  readonly #w: Int32Array;
  /** L: where in W each bucket was last. */
  readonly #l: Int32Array;
  /** R: removed buckets, the last removed on top. */
  readonly #removed: number[] = [];
  #workingCount: number;
  readonly #hash = new Word64();
  readonly #salt = new Word64();

  /**
   * @param capacity most buckets that can ever work at once
   * @param workingCount buckets 0 .. workingCount - 1 work at first
   */
  constructor(capacity: number, workingCount: number) {
    this.#a = new Int32Array(capacity);
    this.#k = Int32Array.from(this.#a.keys());
    this.#w = this.#k.slice();
    this.#l = this.#k.slice();
    for (let bucket = capacity - 1; bucket >= workingCount; bucket--) {
      this.#removed.push(bucket);
      this.#a[bucket] = bucket;
    }
    this.#workingCount = workingCount;
  }

  /** Puts the bucket that left last back to work; its number. */
  add(): number {
    const bucket = this.#removed.pop();
    if (bucket === undefined) throw new RangeError('AnchorHash: the capacity is used up');
    this.#a[bucket] = 0;
    this.#l[this.#w[this.#workingCount]!] = this.#workingCount;
    this.#w[this.#l[bucket]!] = bucket;
    this.#k[bucket] = bucket;
    this.#workingCount++;
    return bucket;
  }

  /** Takes a working bucket out of work. */
  remove(bucket: number): void {
    if (this.#a[bucket] !== 0) throw new RangeError(`AnchorHash: bucket ${bucket} does not work`);
    this.#removed.push(bucket);
    this.#workingCount--;
    const last = this.#w[this.#workingCount]!;
    this.#a[bucket] = this.#workingCount;
    this.#w[this.#l[bucket]!] = last;
    this.#k[bucket] = last;
    this.#l[last] = this.#l[bucket]!;
  }

  pick(hashHi: number, hashLo: number): number {
    if (this.#workingCount === 0) return UNCLAIMED;
    const a = this.#a;
    const k = this.#k;
    let bucket = moduloHalves(hashHi, hashLo, a.length);
    while (a[bucket]! > 0) {
      const bound = a[bucket]!;
      let next = this.#hashFor(bucket, hashHi, hashLo).modulo(bound);
      while (a[next]! >= bound) next = k[next]!;
      bucket = next;
    }
    return bucket;
  }

  /** The key's hash for a removed bucket: independent of its other hashes. */
  #hashFor(bucket: number, hashHi: number, hashLo: number): Word64 {
    this.#salt.set(0, bucket + 1).multiply(GOLDEN_GAMMA);
    return mix64(this.#hash.set(hashHi, hashLo).xor(this.#salt));
  }
}
