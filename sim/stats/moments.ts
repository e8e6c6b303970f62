/**
 * Mean and variance of a stream of numbers in one pass, and of two streams put together.
 *
 * Welford's update (Technometrics 4(3), 1962) keeps precision where the sum of squares would cancel; merging is by
 * Chan, Golub and LeVeque ("Updating formulae and a pairwise algorithm for computing sample variances", 1979).
 * Floating-point sums depend on their order: merge in index order.
 */
export class Moments {
  #count = 0;
  #mean = 0;
  /** Sum of squared deviations from the mean. */
  #squares = 0;

  static of(values: readonly number[]): Moments {
    const moments = new Moments();
    for (const value of values) moments.add(value);
    return moments;
  }

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    this.#count++;
    const fromOldMean = value - this.#mean;
    this.#mean += fromOldMean / this.#count;
    this.#squares += fromOldMean * (value - this.#mean);
  }

  merge(other: Moments): void {
    if (other.#count === 0) return;
    const count = this.#count + other.#count;
    const difference = other.#mean - this.#mean;
    this.#mean += (difference * other.#count) / count;
    this.#squares += other.#squares + (difference * difference * this.#count * other.#count) / count;
    this.#count = count;
  }

  /** null when empty. */
  mean(): number | null {
    return this.#count === 0 ? null : this.#mean;
  }

  /** Of a sample, with n - 1 in the denominator; null below two values. */
  sampleVariance(): number | null {
    return this.#count < 2 ? null : this.#squares / (this.#count - 1);
  }

  /** Of a whole population, with n in the denominator; null when empty. */
  populationVariance(): number | null {
    return this.#count === 0 ? null : this.#squares / this.#count;
  }
}
