/**
 * A block of arrivals: columns of typed arrays, one row a connection, and the order of the rows in time.
 *
 * Blocks are filled metro by metro, so each random stream is used in one tight loop, then put in order once.
 */
import { grownFloat64, grownInt32, grownUint8, grownUint32 } from '../kernel/grow-array.ts';
import { fillInOrderOfTime } from './time-order.ts';

/** In the column `visit`: the connection is offered for the first time. */
export const FIRST_TRY = -1;

export class ArrivalBlock {
  /** Instant of the client's SYN, us. */
  at = new Float64Array(0);
  networkIndex = new Int32Array(0);
  /** Who: 0 .. the population's `clientCount` - 1, network by network. */
  client = new Int32Array(0);
  /**
   * 1 on the first connection of a person who became a client after the run began, taking the place of one who left;
   * else 0. Those who were clients when it began are nobody's newcomers.
   */
  isNewcomer = new Uint8Array(0);
  /** Hash of the client's address: the same for all its connections. */
  clientHash = new Uint32Array(0);
  /** Hash of the connection's 5-tuple. */
  flowHash = new Uint32Array(0);
  /** A uniform draw of this connection for whoever must choose: the same under every design. */
  choice = new Uint32Array(0);
  /** How long it stays open after its first answer, us. */
  hold = new Float64Array(0);
  /** Work of its first answer, us. */
  service = new Float64Array(0);
  /** FIRST_TRY, or where a connection that is tried again is kept between its tries. */
  visit = new Int32Array(0);
  /** Rows in order of time; equal times in order of metro. */
  order = new Int32Array(0);
  count = 0;
  /** Scratch of `arrange`: kept, because a block is filled anew hundreds of times in a run. */
  #places = new Int32Array(0);

  /** Makes room for at least `rows` rows, keeping those there are. */
  reserve(rows: number): void {
    if (rows <= this.at.length) return;
    const capacity = Math.max(rows, this.at.length * 2, 1_024);
    this.at = grownFloat64(this.at, capacity);
    this.hold = grownFloat64(this.hold, capacity);
    this.service = grownFloat64(this.service, capacity);
    this.networkIndex = grownInt32(this.networkIndex, capacity);
    this.client = grownInt32(this.client, capacity);
    this.isNewcomer = grownUint8(this.isNewcomer, capacity);
    // Traffic offers everything for the first time: nobody writes to it row by row.
    this.visit = new Int32Array(capacity).fill(FIRST_TRY);
    this.order = grownInt32(this.order, capacity);
    this.#places = new Int32Array(capacity);
    this.clientHash = grownUint32(this.clientHash, capacity);
    this.flowHash = grownUint32(this.flowHash, capacity);
    this.choice = grownUint32(this.choice, capacity);
  }

  /** Puts `order` right for instants in [startUs, endUs). */
  arrange(startUs: number, endUs: number): void {
    fillInOrderOfTime(this.at, this.count, startUs, endUs, this.order, this.#places);
  }
}
