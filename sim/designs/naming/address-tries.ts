/**
 * Which of the addresses of its client's copy a connection is at: a column beside those of the
 * connection store, by the same rows.
 */
import { grownInt32 } from '../../kernel/grow-array.ts';

const INITIAL_ROWS = 1_024;

export class AddressTries {
  #number = new Int32Array(INITIAL_ROWS);

  /** A connection in `row` begins with the first. Hot. */
  begin(row: number): void {
    if (row >= this.#number.length) this.#number = grownInt32(this.#number, 2 ** Math.ceil(Math.log2(row + 1)));
    this.#number[row] = 0;
  }

  /** Addresses tried before this one. */
  numberOf(row: number): number {
    return this.#number[row]!;
  }

  /** It goes on to the next, whose number this returns. */
  advance(row: number): number {
    return ++this.#number[row]!;
  }
}
