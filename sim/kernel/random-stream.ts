/**
 * One stream of random numbers: sfc32 (Chris Doty-Humphrey's small fast counting generator, PractRand), four 32-bit words of state.
 *
 * sfc32 keeps a counter in its state, so no two streams can fall into a short common cycle; each stream is seeded with 128 bits by
 * `RandomStreams`. Exponential and normal variates use the ziggurat method, whose fast path is a table lookup and an integer compare.
 */
import { EXPONENTIAL_ZIGGURAT, NORMAL_ZIGGURAT } from './ziggurat.ts';

const TWO_POW_MINUS_32 = 2 ** -32;

export class RandomStream {
  /** sfc32 words a, b, c and the counter. */
  readonly #state: Int32Array;

  constructor(a: number, b: number, c: number, counter: number) {
    this.#state = Int32Array.of(a, b, c, counter);
    // The first outputs of sfc32 still show the seed; its author discards 12 of them.
    for (let round = 0; round < 12; round++) this.uint32();
  }

  /** A whole number, uniform over 0 .. 2^32 - 1. */
  uint32(): number {
    const state = this.#state;
    const b = state[1]!;
    const c = state[2]!;
    const counter = state[3]!;
    const out = (state[0]! + b + counter) | 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + out;
    return out >>> 0;
  }

  /** Uniform over the open interval (0, 1), in steps of 2^-32; never 0 and never 1, so `Math.log` of it is finite. */
  uniform(): number {
    return (this.uint32() + 0.5) * TWO_POW_MINUS_32;
  }

  /** A whole number, uniform over 0 .. bound - 1; the bias is below bound / 2^32. */
  below(bound: number): number {
    return Math.floor(this.uint32() * TWO_POW_MINUS_32 * bound);
  }

  /** Exponential with mean 1 (ziggurat of 256 layers: Marsaglia and Tsang, J. Stat. Soft. 5(8), 2000). */
  exponential(): number {
    const { ke, we, fe, tailStart } = EXPONENTIAL_ZIGGURAT;
    for (;;) {
      const bits = this.uint32();
      const layer = bits & 255;
      const x = bits * we[layer]!;
      if (bits < ke[layer]!) return x;
      if (layer === 0) return tailStart - Math.log(this.uniform());
      if (fe[layer]! + this.uniform() * (fe[layer - 1]! - fe[layer]!) < Math.exp(-x)) return x;
    }
  }

  /** Normal with mean 0 and standard deviation 1 (ziggurat of 128 layers, same source). */
  normal(): number {
    const { kn, wn, fn, tailStart } = NORMAL_ZIGGURAT;
    for (;;) {
      const bits = this.uint32() | 0;
      // The layer comes from a draw of its own: taking it from the low bits of `bits` correlates layer and value (Doornik 2005).
      const layer = this.uint32() & 127;
      const x = bits * wn[layer]!;
      if (Math.abs(bits) < kn[layer]!) return x;
      if (layer === 0) return this.#normalTail(bits > 0, tailStart);
      if (fn[layer]! + this.uniform() * (fn[layer - 1]! - fn[layer]!) < Math.exp(-0.5 * x * x)) return x;
    }
  }

  /** The normal beyond `start`, by Marsaglia's exponential rejection (Technometrics 6(1), 1964). */
  #normalTail(isPositive: boolean, start: number): number {
    let x = 0;
    let y = 0;
    do {
      x = -Math.log(this.uniform()) / start;
      y = -Math.log(this.uniform());
    } while (y + y < x * x);
    return isPositive ? start + x : -(start + x);
  }
}
