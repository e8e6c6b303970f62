/**
 * MT19937, the generator behind C++ `std::mt19937`: Envoy seeds one with a request's hash to
 * shuffle hosts under bounded load.
 *
 * Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998, with the 2002
 * initialisation that C++11 adopted.
 */

const STATE_WORDS = 624;
const SHIFT_WORDS = 397;

export class MersenneTwister {
  readonly #state = new Int32Array(STATE_WORDS);
  #index = STATE_WORDS;

  /** Starts over from `seed`, of which the low 32 bits count. Allocates nothing. */
  seed(seed: number): void {
    const state = this.#state;
    state[0] = seed;
    for (let at = 1; at < STATE_WORDS; at++) {
      const previous = state[at - 1]!;
      state[at] = Math.imul(previous ^ (previous >>> 30), 1_812_433_253) + at;
    }
    this.#index = STATE_WORDS;
  }

  /** The next output, uniform over 0 .. 2^32 - 1. */
  next(): number {
    if (this.#index === STATE_WORDS) this.#twist();
    let word = this.#state[this.#index++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let at = 0; at < STATE_WORDS; at++) {
      const joined = (state[at]! & 0x80000000) | (state[(at + 1) % STATE_WORDS]! & 0x7fffffff);
      const twisted = (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
      state[at] = state[(at + SHIFT_WORDS) % STATE_WORDS]! ^ twisted;
    }
    this.#index = 0;
  }
}
