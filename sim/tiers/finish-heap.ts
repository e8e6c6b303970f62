/**
 * The answers in progress at one member, by virtual finish time: a binary heap of (finish, row), ties by order of arrival.
 */
import { assert } from '../kernel/assert.ts';
import { grownFloat64, grownInt32 } from '../kernel/grow-array.ts';

/** Of a heap that has held nothing yet: most of a large fleet's may never. */
const NO_NUMBERS = new Float64Array(0);
const NO_ROWS = new Int32Array(0);
const FIRST_LENGTH = 16;

export class FinishHeap {
  #finish = NO_NUMBERS;
  #row = NO_ROWS;
  /** Order of arrival, to break ties. */
  #ticket = NO_NUMBERS;
  #nextTicket = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Virtual time at which the first is done; there is at least one. */
  get firstFinish(): number {
    return this.#finish[0]!;
  }

  push(finish: number, row: number): void {
    if (this.#count === this.#row.length) this.#grow();
    const slot = this.#count++;
    this.#set(slot, finish, row, this.#nextTicket++);
    this.#siftUp(slot);
  }

  /** Takes the row that is done first. */
  pop(): number {
    const row = this.#row[0]!;
    this.#removeAt(0);
    return row;
  }

  /** Takes a row out, wherever it is, and returns its finish. Rare: scans. */
  remove(row: number): number {
    const slot = this.#row.subarray(0, this.#count).indexOf(row);
    assert(slot >= 0, `connection ${row} is not in progress here`);
    const finish = this.#finish[slot]!;
    this.#removeAt(slot);
    return finish;
  }

  #removeAt(slot: number): void {
    const last = --this.#count;
    if (slot === last) return;
    this.#set(slot, this.#finish[last]!, this.#row[last]!, this.#ticket[last]!);
    this.#siftDown(slot);
    this.#siftUp(slot);
  }

  #isBefore(a: number, b: number): boolean {
    const difference = this.#finish[a]! - this.#finish[b]!;
    return difference < 0 || (difference === 0 && this.#ticket[a]! < this.#ticket[b]!);
  }

  #siftUp(from: number): void {
    let slot = from;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (!this.#isBefore(slot, parent)) return;
      this.#swap(slot, parent);
      slot = parent;
    }
  }

  #siftDown(from: number): void {
    let slot = from;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= this.#count) return;
      if (child + 1 < this.#count && this.#isBefore(child + 1, child)) child++;
      if (!this.#isBefore(child, slot)) return;
      this.#swap(slot, child);
      slot = child;
    }
  }

  #set(slot: number, finish: number, row: number, ticket: number): void {
    this.#finish[slot] = finish;
    this.#row[slot] = row;
    this.#ticket[slot] = ticket;
  }

  #swap(a: number, b: number): void {
    const finish = this.#finish[a]!;
    const row = this.#row[a]!;
    const ticket = this.#ticket[a]!;
    this.#set(a, this.#finish[b]!, this.#row[b]!, this.#ticket[b]!);
    this.#set(b, finish, row, ticket);
  }

  #grow(): void {
    const length = Math.max(FIRST_LENGTH, this.#row.length * 2);
    this.#finish = grownFloat64(this.#finish, length);
    this.#row = grownInt32(this.#row, length);
    this.#ticket = grownFloat64(this.#ticket, length);
  }
}
