/**
 * The answers in progress at one member, by virtual finish time: a binary heap of (finish,
 * row), ties by order of arrival.
 *
 * An entry is four numbers side by side: its finish, its row, the order of its arrival, and one unused, so
 * that a slot's place is a shift.
 */
import { assert } from '../kernel/assert.ts';
import { grownFloat64 } from '../kernel/grow-array.ts';

/** Of a heap that has held nothing yet: most of a large fleet's may never. */
const NO_ENTRIES = new Float64Array(0);
/** Numbers that the first entry makes room for. */
const FIRST_LENGTH = 64;
/** An entry's numbers: slot << SHIFT is its finish, and behind it come these. */
const SHIFT = 2;
const ROW = 1;
const TICKET = 2;

export class FinishHeap {
  #entries = NO_ENTRIES;
  #nextTicket = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Virtual time at which the first is done; there is at least one. */
  get firstFinish(): number {
    return this.#entries[0]!;
  }

  push(finish: number, row: number): void {
    const slot = this.#count++;
    if (slot << SHIFT === this.#entries.length) this.#grow();
    this.#set(slot, finish, row, this.#nextTicket++);
    if (slot > 0) this.#siftUp(slot);
  }

  /** Takes the row that is done first. */
  pop(): number {
    const row = this.#entries[ROW]! | 0;
    this.#removeAt(0);
    return row;
  }

  /** Takes a row out, wherever it is, and returns its finish. Rare: scans. */
  remove(row: number): number {
    let slot = 0;
    while (slot < this.#count && this.#entries[(slot << SHIFT) | ROW] !== row) slot++;
    assert(slot < this.#count, `connection ${row} is not in progress here`);
    const finish = this.#entries[slot << SHIFT]!;
    this.#removeAt(slot);
    return finish;
  }

  /** By how much the finishes are beyond an instant of virtual time, in all; those that are before it count nothing. */
  sumBeyond(virtual: number): number {
    let sum = 0;
    for (let slot = 0; slot < this.#count; slot++) sum += Math.max(0, this.#entries[slot << SHIFT]! - virtual);
    return sum;
  }

  #removeAt(slot: number): void {
    const last = --this.#count;
    if (slot === last) return;
    this.#copy(last, slot);
    this.#siftDown(slot);
    this.#siftUp(slot);
  }

  #isBefore(a: number, b: number): boolean {
    const entries = this.#entries;
    const difference = entries[a << SHIFT]! - entries[b << SHIFT]!;
    return difference < 0 || (difference === 0 && entries[(a << SHIFT) | TICKET]! < entries[(b << SHIFT) | TICKET]!);
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
    const entries = this.#entries;
    entries[slot << SHIFT] = finish;
    entries[(slot << SHIFT) | ROW] = row;
    entries[(slot << SHIFT) | TICKET] = ticket;
  }

  #copy(from: number, to: number): void {
    const entries = this.#entries;
    this.#set(to, entries[from << SHIFT]!, entries[(from << SHIFT) | ROW]!, entries[(from << SHIFT) | TICKET]!);
  }

  #swap(a: number, b: number): void {
    const entries = this.#entries;
    const finish = entries[a << SHIFT]!;
    const row = entries[(a << SHIFT) | ROW]!;
    const ticket = entries[(a << SHIFT) | TICKET]!;
    this.#copy(b, a);
    this.#set(b, finish, row, ticket);
  }

  #grow(): void {
    this.#entries = grownFloat64(this.#entries, Math.max(FIRST_LENGTH, this.#entries.length * 2));
  }
}
