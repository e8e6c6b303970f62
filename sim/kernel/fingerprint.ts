/**
 * A streaming 64-bit fingerprint of what happened, in order: two runs with the same one did, for all
 * practical purposes, the same things.
 *
 * Two 32-bit lanes, because JavaScript multiplies 32-bit integers natively (`Math.imul`) and 64-bit ones only as
 * BigInt. Each lane takes its word by the round of xxHash32 (Yann Collet, xxHash specification 0.2.0, XXH32), which
 * keeps the input's multiplication off the critical path; then the lanes are mixed into each other. For a given input
 * a step is a permutation of the state, and for a given state no two inputs lead to the same one: streams of equal
 * length that differ in one step never collide, others do with probability 2^-64. Not cryptographic: it finds
 * differences, it does not stop forgers.
 */
import { avalanche } from './avalanche.ts';
import { PRIME_1, PRIME_2, PRIME_3, PRIME_4, PRIME_5 } from './mixing-primes.ts';
import { TWO_POW_32 } from './powers-of-two.ts';

export class Fingerprint {
  /** Signed 32-bit integers, which V8 keeps unboxed in fields. */
  #left = PRIME_5;
  #right = PRIME_4;

  /** Takes in two 32-bit integers. Hot: about 3 ns, allocates nothing. */
  mix(a: number, b: number): void {
    let left = (this.#left + Math.imul(a, PRIME_2)) | 0;
    left = Math.imul((left << 13) | (left >>> 19), PRIME_1);
    let right = (this.#right + Math.imul(b, PRIME_3)) | 0;
    right = Math.imul((right << 17) | (right >>> 15), PRIME_4);
    left = (left + right) | 0;
    this.#left = left;
    this.#right = right ^ ((left << 15) | (left >>> 17));
  }

  /** Takes in a whole number of microseconds, 0 .. 2^53. Hot. */
  mixTime(us: number): void {
    this.mix(us | 0, (us / TWO_POW_32) | 0);
  }

  /** Forgets everything taken in. */
  clear(): void {
    this.#left = PRIME_5;
    this.#right = PRIME_4;
  }

  /** Sixteen hex digits of what was taken in so far; the stream may go on. */
  hex(): string {
    const left = avalanche((this.#left + this.#right) | 0);
    const right = avalanche((this.#right + left) | 0);
    return hexWord((left + right) | 0) + hexWord(right);
  }
}

/**
 * One fingerprint of several, in order: of the ingredients of a run, of the runs of an experiment. Throws
 * on anything but 16 hex digits.
 */
export function combineHex(fingerprints: readonly string[]): string {
  const combined = new Fingerprint();
  for (const hex of fingerprints) {
    if (!/^[0-9a-f]{16}$/.test(hex)) throw new RangeError(`a fingerprint is 16 hex digits, not "${hex}"`);
    combined.mix(Number.parseInt(hex.slice(0, 8), 16), Number.parseInt(hex.slice(8), 16));
  }
  return combined.hex();
}

function hexWord(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
