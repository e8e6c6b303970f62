/**
 * Customers in the system: typed arrays, rows reused. Of fixed size, because at the loads measured
 * the system never holds so many.
 */

import { FREE_HEAD, NONE, NUMBER_SLOTS, ROWS } from './model-layout.ts';

export interface CustomerStore {
  /** [row] Instant of arrival, us. */
  readonly arrivedAt: Float64Array;
  /** [row] */
  readonly server: Int32Array;
  /** [row] Next in the server's queue, or next free row. */
  readonly next: Int32Array;
  clear(): void;
  /** A row for a customer who arrives. Hot. */
  allocate(nowUs: number, server: number): number;
  free(row: number): void;
}

export function createCustomerStore(): CustomerStore {
  const arrivedAt = new Float64Array(ROWS);
  const server = new Int32Array(ROWS);
  const next = new Int32Array(ROWS);
  const numbers = new Int32Array(NUMBER_SLOTS);

  function clear(): void {
    numbers[FREE_HEAD] = 0;
    for (let row = 0; row < ROWS; row++) next[row] = row + 1 < ROWS ? row + 1 : NONE;
  }

  function allocate(nowUs: number, chosen: number): number {
    const row = numbers[FREE_HEAD]!;
    if (row === NONE) throw new RangeError(`more than ${ROWS} customers: the load is not what it should be`);
    numbers[FREE_HEAD] = next[row]!;
    arrivedAt[row] = nowUs;
    server[row] = chosen;
    return row;
  }

  function free(row: number): void {
    next[row] = numbers[FREE_HEAD]!;
    numbers[FREE_HEAD] = row;
  }

  return { arrivedAt, server, next, clear, allocate, free };
}
