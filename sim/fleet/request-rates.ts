/**
 * New requests per second as those who send them count them: every request adds 1/T, and the
 * sum decays with time constant T.
 *
 * Its mean over time is the rate of the requests, so holding it at a target holds the rate there. One count
 * for each observer (second-layer GFE or region of them) and backend; the counts of an observer decay
 * together, when it is looked at.
 */
import { decay } from './decay.ts';

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

  /** All rates [observerCount][backendCount], those of an observer brought up to now. Hot. */
  refreshed(observer: number, nowUs: number): Float64Array {
    const rate = this.#rate;
    const elapsed = nowUs - this.#at[observer]!;
    if (elapsed === 0) return rate;
    const first = observer * this.#backendCount;
    decay(rate, first, first + this.#backendCount, elapsed, this.#windowUs);
    this.#at[observer] = nowUs;
    return rate;
  }

  /** An observer sends a request to a backend now. Hot. */
  add(observer: number, backend: number, nowUs: number): void {
    this.refreshed(observer, nowUs)[observer * this.#backendCount + backend]! += this.#step;
  }

  /** Writes every observer's rates as they are now [observerCount][backendCount], and leaves the counts alone. */
  copyTo(rates: Float64Array, nowUs: number): void {
    rates.set(this.#rate);
    for (let observer = 0; observer < this.#at.length; observer++) {
      const first = observer * this.#backendCount;
      decay(rates, first, first + this.#backendCount, nowUs - this.#at[observer]!, this.#windowUs);
    }
  }
}
