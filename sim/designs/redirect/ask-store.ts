/** What is known of a connection while its client asks for a server: columns beside those of the connection store, by the same rows. */
import { grownInt16, grownUint8 } from '../../kernel/grow-array.ts';

const INITIAL_ROWS = 1_024;

export class AskStore {
  /** The balancer that is asked. */
  balancer = new Int16Array(INITIAL_ROWS);
  /** Addresses tried before this one. */
  tryNumber = new Uint8Array(INITIAL_ROWS);

  /** A connection in `row` begins to ask. */
  begin(row: number): void {
    if (row >= this.balancer.length) {
      const rows = 2 ** Math.ceil(Math.log2(row + 1));
      this.balancer = grownInt16(this.balancer, rows);
      this.tryNumber = grownUint8(this.tryNumber, rows);
    }
    this.tryNumber[row] = 0;
  }
}
