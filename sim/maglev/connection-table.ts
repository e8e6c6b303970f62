/**
 * The bounded connection tables of Maglev machines, at the level of flows.
 *
 * A flow that finds room in its machine's table is remembered until it has been idle for the expiry; entries leave only
 * by expiring; when the table is full a flow is not remembered and is hashed anew for every packet (Eisenbud et al.,
 * NSDI 2016, section 3.3). Who is remembered is kept with the connection; the table counts its entries. A flow that has
 * ended, or whose packets now go to another machine, holds its entry until the expiry: those are counted in a ring of
 * cells over the expiry time, so an entry leaves up to one cell late.
 */

/** Cells of the ring: entries leave within 1/32 of the expiry after they are due. */
const CELLS = 32;
/**
 * Slots of the ring, at least CELLS + 1: a power of two, so that a mask finds a cell's
 * slot, of any number however large.
 */
const SLOTS = 64;
const SLOT_MASK = 63;

export class ConnectionTable {
  readonly #capacity: number;
  readonly #cellUs: number;
  /** [machineCount] entries in use, expiring ones included. */
  readonly #entryCount: Int32Array;
  /** [machineCount][SLOTS] entries of ended flows, by the cell in which they expire. */
  readonly #expiring: Int32Array;
  /** [machineCount] number of the last cell that was emptied. */
  readonly #cell: Float64Array;

  /**
   * @param capacity entries a machine's table holds
   * @param expiryUs idle time after which an entry leaves
   */
  constructor(machineCount: number, capacity: number, expiryUs: number) {
    this.#capacity = capacity;
    this.#cellUs = Math.max(1, expiryUs / CELLS);
    this.#entryCount = new Int32Array(machineCount);
    this.#expiring = new Int32Array(machineCount * SLOTS);
    this.#cell = new Float64Array(machineCount);
  }

  /** Offers a new flow to a machine's table; returns whether it is remembered. Hot. */
  remember(machine: number, nowUs: number): boolean {
    if (this.#entryCount[machine]! >= this.#capacity) {
      this.#expire(machine, nowUs);
      if (this.#entryCount[machine]! >= this.#capacity) return false;
    }
    this.#entryCount[machine]!++;
    return true;
  }

  /** The packets of a remembered flow cease: its entry stays until it expires. Hot. */
  endFlow(machine: number, nowUs: number): void {
    this.#expire(machine, nowUs);
    this.#expiring[machine * SLOTS + ((nowUs / this.#cellUs) & SLOT_MASK)]!++;
  }

  /**
   * A remembered flow whose packets ceased at `sinceUs` is back: its entry is in use again.
   * Returns false when it has expired.
   */
  resume(machine: number, sinceUs: number, nowUs: number): boolean {
    this.#expire(machine, nowUs);
    const cell = Math.floor(sinceUs / this.#cellUs);
    if (this.#cell[machine]! - cell > CELLS) return false;
    this.#expiring[machine * SLOTS + (cell & SLOT_MASK)]!--;
    return true;
  }

  /** The machine has restarted: its table is empty. */
  clear(machine: number): void {
    this.#entryCount[machine] = 0;
    this.#expiring.fill(0, machine * SLOTS, (machine + 1) * SLOTS);
  }

  entryCount(machine: number): number {
    return this.#entryCount[machine]!;
  }

  /** Lets go of what is due by now. */
  #expire(machine: number, nowUs: number): void {
    const present = Math.floor(nowUs / this.#cellUs);
    const last = this.#cell[machine]!;
    if (present === last) return;
    // A cell leaves when more than the expiry is over since it began: its entries may leave late, never early.
    const cells = Math.min(present - last, CELLS + 1);
    for (let step = 1; step <= cells; step++) {
      const at = machine * SLOTS + ((last + step - (CELLS + 1)) & SLOT_MASK);
      this.#entryCount[machine]! -= this.#expiring[at]!;
      this.#expiring[at] = 0;
    }
    this.#cell[machine] = present;
  }
}
