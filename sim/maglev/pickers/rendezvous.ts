/**
 * Rendezvous hashing (highest random weight): every backend scores the key, the highest wins; a pick costs O(backends).
 *
 * Thaler and Ravishankar, IEEE/ACM ToN 6(1), 1998. Unequal weights score -weight / ln(u) of the backend's uniform
 * draw u, so that a backend wins in proportion to its weight (Schindelhauer and Schomaker, SPAA 2005); the
 * logarithm is compared, never reported.
 */
import { mix64 } from '../hash/mix64.ts';
import { utf8Bytes } from '../hash/utf8.ts';
import { Word64 } from '../hash/word64.ts';
import { xxHash64 } from '../hash/xxhash64.ts';
import type { Picker } from '../picker.ts';
import { UNCLAIMED } from '../slot-claimer.ts';

export class Rendezvous implements Picker {
  readonly #hi: Int32Array;
  readonly #lo: Int32Array;
  readonly #weights: Float64Array;
  readonly #isWeighted: boolean;
  readonly #score = new Word64();

  /**
   * @param keys what is hashed for each backend
   * @param weights whole numbers >= 0; a backend of weight 0 never wins
   */
  constructor(keys: readonly string[], weights: readonly number[]) {
    const hashes = keys.map((key) => xxHash64(utf8Bytes(key), new Word64()));
    this.#hi = Int32Array.from(hashes, (hash) => hash.hi);
    this.#lo = Int32Array.from(hashes, (hash) => hash.lo);
    this.#weights = Float64Array.from(weights);
    this.#isWeighted = weights.some((weight) => weight !== weights[0]) || weights[0] === 0;
  }

  pick(hashHi: number, hashLo: number): number {
    return this.#isWeighted ? this.#pickWeighted(hashHi, hashLo) : this.#pickEqual(hashHi, hashLo);
  }

  #pickEqual(hashHi: number, hashLo: number): number {
    const score = this.#score;
    let best = UNCLAIMED;
    let bestHi = -1;
    let bestLo = -1;
    for (let backend = 0; backend < this.#hi.length; backend++) {
      mix64(score.set(hashHi ^ this.#hi[backend]!, hashLo ^ this.#lo[backend]!));
      const hi = score.hi >>> 0;
      const lo = score.lo >>> 0;
      if (hi > bestHi || (hi === bestHi && lo > bestLo)) {
        best = backend;
        bestHi = hi;
        bestLo = lo;
      }
    }
    return best;
  }

  #pickWeighted(hashHi: number, hashLo: number): number {
    const score = this.#score;
    let best = UNCLAIMED;
    let bestScore = 0;
    for (let backend = 0; backend < this.#hi.length; backend++) {
      mix64(score.set(hashHi ^ this.#hi[backend]!, hashLo ^ this.#lo[backend]!));
      // 53 bits, shifted by half a step so that the logarithm is finite and negative.
      const uniform = ((score.hi >>> 0) * 0x200000 + (score.lo >>> 11) + 0.5) * 2 ** -53;
      const weighted = this.#weights[backend]! / -Math.log(uniform);
      if (weighted > bestScore) {
        best = backend;
        bestScore = weighted;
      }
    }
    return best;
  }
}
