/**
 * Customers in the system: a struct of typed arrays, rows reused. Of fixed size, because at the loads measured the system never holds so many.
 */

export const NONE = -1;

const ROWS = 1 << 16;

export class CustomerStore {
  /** Instant of arrival, us. */
  readonly arrivedAt = new Float64Array(ROWS);
  readonly server = new Int32Array(ROWS);
  /** Next in the server's queue, or next free row. */
  readonly next = new Int32Array(ROWS);
  #freeHead = 0;

  constructor() {
    for (let row = 0; row < ROWS; row++) this.next[row] = row + 1 < ROWS ? row + 1 : NONE;
  }

  allocate(nowUs: number, server: number): number {
    const row = this.#freeHead;
    if (row === NONE)
      throw new RangeError(`more than ${ROWS} customers in the system: the load is not what it should be`);
    this.#freeHead = this.next[row]!;
    this.arrivedAt[row] = nowUs;
    this.server[row] = server;
    return row;
  }

  free(row: number): void {
    this.next[row] = this.#freeHead;
    this.#freeHead = row;
  }
}
