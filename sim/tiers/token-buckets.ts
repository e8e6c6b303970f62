/**
 * Token buckets, one a key: each fills at a rate up to its depth, and a request takes a token or is turned away.
 *
 * Over any span s no more than depth + rate * s requests of a key pass (RFC 2697 calls the depth the
 * committed burst size). Kept as the instant at which the bucket would be full again, which is exact where a
 * token's period is whole microseconds (the generic cell rate algorithm, ITU-T I.371). No events: a bucket is
 * brought up to date when it is asked.
 */

export class TokenBuckets {
  readonly #periodUs: number;
  /** A bucket with a token left is full again within this, us. */
  readonly #slackUs: number;
  /** [keyCount] instant at which the bucket is full again, us; past where it is. */
  readonly #fullAt: Float64Array;

  /**
   * @param ratePerS tokens a second, above 0
   * @param depth most tokens a bucket holds, from 1; buckets begin full
   */
  constructor(keyCount: number, ratePerS: number, depth: number) {
    this.#periodUs = 1e6 / ratePerS;
    this.#slackUs = (depth - 1) * this.#periodUs;
    this.#fullAt = new Float64Array(keyCount);
  }

  /** Takes a token at an instant, not before the last one asked about; returns whether there was one. Hot. */
  take(key: number, nowUs: number): boolean {
    const fullAt = Math.max(this.#fullAt[key]!, nowUs);
    if (fullAt - nowUs > this.#slackUs) return false;
    this.#fullAt[key] = fullAt + this.#periodUs;
    return true;
  }
}
