/**
 * Ranks 1 .. count by Zipf's law: rank k is drawn with a probability proportional to k^-exponent.
 *
 * Rejection-inversion (Hörmann and Derflinger, "Rejection-inversion to generate variates from monotone discrete
 * distributions", ACM TOMACS 6(3), 1996): exact, no table, a few constants however many ranks there are; the first try
 * is taken in more than nine draws of ten. Near exponent 1 the integral of x^-exponent is evaluated by `expm1` and
 * `log1p`, which need no case of its own.
 */
import type { RandomStream } from './random-stream.ts';

/** Below it two terms of the series are exact to the last bit of a double. */
const SMALL = 1e-8;

export class ZipfRanks {
  readonly #count: number;
  readonly #exponent: number;
  /** The integral of the density at 3/2, less the first rank's own probability: where its hat begins. */
  readonly #integralFirst: number;
  readonly #integralLast: number;
  /** Ranks that lie closer than this to what was drawn are taken without a further look. */
  readonly #sureWithin: number;

  /**
   * @param count of ranks, at least 1
   * @param exponent above 0
   */
  constructor(count: number, exponent: number) {
    this.#count = count;
    this.#exponent = exponent;
    this.#integralFirst = powerIntegral(1.5, exponent) - 1;
    this.#integralLast = powerIntegral(count + 0.5, exponent);
    this.#sureWithin = 2 - inversePowerIntegral(powerIntegral(2.5, exponent) - density(2, exponent), exponent);
  }

  /** A rank, from 1. Hot. */
  pick(stream: RandomStream): number {
    const exponent = this.#exponent;
    for (;;) {
      const u = this.#integralLast + stream.fineUniform() * (this.#integralFirst - this.#integralLast);
      const x = inversePowerIntegral(u, exponent);
      // Rounding in the inverse may lead past either end.
      const rank = Math.max(1, Math.min(this.#count, Math.floor(x + 0.5)));
      if (rank - x <= this.#sureWithin || u >= powerIntegral(rank + 0.5, exponent) - density(rank, exponent))
        return rank;
    }
  }
}

/** x^-exponent. */
function density(x: number, exponent: number): number {
  return Math.exp(-exponent * Math.log(x));
}

/** The integral of x^-exponent from 1 to x: (x^(1 - exponent) - 1) / (1 - exponent), or ln x. */
export function powerIntegral(x: number, exponent: number): number {
  const logX = Math.log(x);
  const grown = (1 - exponent) * logX;
  return (Math.abs(grown) > SMALL ? Math.expm1(grown) / grown : 1 + grown / 2) * logX;
}

/** The x whose integral is y. */
function inversePowerIntegral(y: number, exponent: number): number {
  // Beyond -1 by rounding only.
  const grown = Math.max(-1, (1 - exponent) * y);
  return Math.exp((Math.abs(grown) > SMALL ? Math.log1p(grown) / grown : 1 - grown / 2) * y);
}
