/**
 * Lives that follow one another in a place, each of a given distribution, as they look to someone who begins
 * to watch at an instant that has nothing to do with them: a stationary renewal process (Cox, Renewal
 * Theory, 1962, chapters 2 and 5).
 *
 * The life that is going on at instant 0 ends after a time with density (1 - F(x)) / mean, not after a whole life: so
 * the ends of many places come at the rate of one a mean life and place from the very first instant on. Where a life's
 * residual has a closed inverse it is used.
 */
import { type Distribution, meanUs } from './distribution.ts';
import { KeyedUniforms } from './keyed-uniforms.ts';
import type { RandomStream } from './random-stream.ts';
import { roundUs } from './time.ts';

const TWO_PI = 2 * Math.PI;

export class StationaryLives {
  readonly #life: Distribution;
  readonly #uniforms: KeyedUniforms;
  readonly #drawn = new Float64Array(3);

  /** @param stream gives the key that the lives of all places hang on */
  constructor(life: Distribution, stream: RandomStream) {
    this.#life = life;
    this.#uniforms = new KeyedUniforms(stream);
  }

  /**
   * Whole microseconds that a life lasts from instant 0, or from its beginning if that is later.
   * Independent of every other life.
   *
   * @param number of the life in its place: 0 goes on at instant 0
   */
  lengthUs(place: number, number: number): number {
    const drawn = this.#drawn;
    this.#uniforms.fill(place, number, drawn);
    return roundUs(number === 0 ? residualUs(this.#life, drawn) : wholeUs(this.#life, drawn));
  }
}

// Of both functions the last kind is the default: beside a way out that returns nothing V8
// would keep every length in a box.

function wholeUs(life: Distribution, drawn: Float64Array): number {
  const u = drawn[0]!;
  switch (life.kind) {
    case 'constant':
      return life.valueUs;
    case 'uniform':
      return life.lowUs + (life.highUs - life.lowUs) * u;
    case 'exponential':
      return -life.meanUs * Math.log(u);
    case 'lognormal':
      return life.medianUs * Math.exp(life.sigma * normal(drawn));
    default:
      return Math.min(life.capUs, life.scaleUs * u ** (-1 / life.shape));
  }
}

/** The rest of the life that is going on at an instant: `spent` is the integral of 1 - F up to it. */
function residualUs(life: Distribution, drawn: Float64Array): number {
  const spent = drawn[0]! * meanUs(life);
  switch (life.kind) {
    case 'constant':
      return spent;
    case 'uniform': {
      const { lowUs, highUs } = life;
      const width = highUs - lowUs;
      return spent <= lowUs ? spent : highUs - Math.sqrt(Math.max(0, width * (width - 2 * (spent - lowUs))));
    }
    case 'exponential':
      return -life.meanUs * Math.log(drawn[0]!);
    case 'lognormal':
      // Of a life chosen by its length (again a lognormal, with its median exp(sigma^2) times
      // as high) any part may be over.
      return drawn[2]! * life.medianUs * Math.exp(life.sigma * (life.sigma + normal(drawn)));
    default: {
      const { scaleUs, shape, capUs } = life;
      if (spent <= scaleUs || capUs <= scaleUs) return spent;
      const tail = spent / scaleUs - 1;
      const ratio = shape === 1 ? Math.exp(tail) : (1 - (shape - 1) * tail) ** (-1 / (shape - 1));
      return Math.min(capUs, scaleUs * ratio);
    }
  }
}

/** Standard normal from two uniforms (Box and Muller, Ann. Math. Stat. 29, 1958). */
function normal(drawn: Float64Array): number {
  return Math.sqrt(-2 * Math.log(drawn[0]!)) * Math.cos(TWO_PI * drawn[1]!);
}
