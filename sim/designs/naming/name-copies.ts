/**
 * Copies of the answers for one name, by holder: until when each may be used, which answer it is, and with which of its addresses it begins.
 *
 * One record each, because all of it is read and written together, by a holder that nobody asked for a while: 16 bytes, of one line of the cache.
 */

/** Words of 8 bytes, [holderCount][2]. */
const INSTANT_SHIFT = 1;
const ENDS_AT = 0;
/** Words of 4 bytes, [holderCount][4], of which the first two are the instant. */
const WORD_SHIFT = 2;
const ANSWER = 2;
const PLACE = 3;

export class NameCopies {
  readonly #instants: Float64Array;
  readonly #words: Int32Array;

  constructor(holderCount: number) {
    this.#instants = new Float64Array(holderCount << INSTANT_SHIFT);
    this.#words = new Int32Array(this.#instants.buffer);
  }

  /** Instant, us; 0: there is none yet. Hot. */
  endsAt(holder: number): number {
    return this.#instants[(holder << INSTANT_SHIFT) | ENDS_AT]!;
  }

  setEndsAt(holder: number, us: number): void {
    this.#instants[(holder << INSTANT_SHIFT) | ENDS_AT] = us;
  }

  /** Number of the answer. Hot. */
  answer(holder: number): number {
    return this.#words[(holder << WORD_SHIFT) | ANSWER]!;
  }

  /** The place of the address with which it begins, among those of the answer; 0 where there is none. Hot. */
  place(holder: number): number {
    return this.#words[(holder << WORD_SHIFT) | PLACE]!;
  }

  /** Hot. */
  put(holder: number, answer: number, place: number): void {
    this.#words[(holder << WORD_SHIFT) | ANSWER] = answer;
    this.#words[(holder << WORD_SHIFT) | PLACE] = place;
  }
}
