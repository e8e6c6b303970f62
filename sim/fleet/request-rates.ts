/**
 * New requests per second as those who send them count them: every request adds 1/T, and the sum decays with time constant T.
 *
 * Its mean over time is the rate of the requests, so holding it at a target holds the rate there. One count for each observer (second-layer
 * GFE or region of them) and backend; the counts of an observer decay together, when it is looked at.
 */
import { decayFactor } from './decay.ts';

const US_PER_SECOND = 1e6;

export class RequestRates {
  readonly #windowUs: number;
  readonly #backendCount: number;
  /** Added by one request, per second. */
  readonly #step: number;
  /** [observerCount][backendCount] as of the observer's instant, per second. */
  readonly #rate: Float64Array;
  /** [observerCount] us */
  readonly #at: Float64Array;

  constructor(windowUs: number, observerCount: number, backendCount: number) {
    this.#windowUs = windowUs;
    this.#backendCount = backendCount;
    this.#step = US_PER_SECOND / windowUs;
    this.#rate = new Float64Array(observerCount * backendCount);
    this.#at = new Float64Array(observerCount);
  }

  /** Brings an observer's counts up to now. Hot. */
  refresh(observer: number, nowUs: number): void {
    const elapsed = nowUs - this.#at[observer]!;
    if (elapsed === 0) return;
    const factor = decayFactor(elapsed / this.#windowUs);
    const first = observer * this.#backendCount;
    for (let at = first; at < first + this.#backendCount; at++) this.#rate[at]! *= factor;
    this.#at[observer] = nowUs;
  }

  /** An observer sends a request to a backend; its counts are up to date. Hot. */
  add(observer: number, backend: number): void {
    this.#rate[observer * this.#backendCount + backend]! += this.#step;
  }

  /** As of the observer's last refresh, per second. Hot. */
  of(observer: number, backend: number): number {
    return this.#rate[observer * this.#backendCount + backend]!;
  }

  /** Writes every observer's rates as they are now [observerCount][backendCount], and leaves the counts alone. */
  copyTo(rates: Float64Array, nowUs: number): void {
    for (let observer = 0; observer < this.#at.length; observer++) {
      const factor = decayFactor((nowUs - this.#at[observer]!) / this.#windowUs);
      const first = observer * this.#backendCount;
      for (let at = first; at < first + this.#backendCount; at++) rates[at] = this.#rate[at]! * factor;
    }
  }
}
