/**
 * What is known of a connection while its client asks for a server: columns beside those of the
 * connection store, by the same rows.
 */
import { grownInt16, grownInt32, grownUint8 } from '../../kernel/grow-array.ts';

const INITIAL_ROWS = 1_024;

export class AskStore {
  /** The balancer that is asked. */
  balancer = new Int16Array(INITIAL_ROWS);
  /** Addresses tried before this one. */
  tryNumber = new Uint8Array(INITIAL_ROWS);
  /** 1 where the last balancer tried said no, 0 where it said nothing. */
  hasSaidNo = new Uint8Array(INITIAL_ROWS);
  /** 1 once a balancer has told the client when to come. */
  hasTicket = new Uint8Array(INITIAL_ROWS);
  /** A server that the client says it does not want: it failed, or sent it away; or NO_SERVER. */
  unwanted = new Int32Array(INITIAL_ROWS);
  /** 1 where that has failed the client. */
  hasFailed = new Uint8Array(INITIAL_ROWS);

  /** A connection in `row` begins to ask. */
  begin(row: number, unwanted: number, hasFailed: boolean): void {
    if (row >= this.balancer.length) {
      const rows = 2 ** Math.ceil(Math.log2(row + 1));
      this.balancer = grownInt16(this.balancer, rows);
      this.tryNumber = grownUint8(this.tryNumber, rows);
      this.hasSaidNo = grownUint8(this.hasSaidNo, rows);
      this.hasTicket = grownUint8(this.hasTicket, rows);
      this.unwanted = grownInt32(this.unwanted, rows);
      this.hasFailed = grownUint8(this.hasFailed, rows);
    }
    this.tryNumber[row] = 0;
    this.hasSaidNo[row] = 0;
    this.hasTicket[row] = 0;
    this.unwanted[row] = unwanted;
    this.hasFailed[row] = hasFailed ? 1 : 0;
  }
}
