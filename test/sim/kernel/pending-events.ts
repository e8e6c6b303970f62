/**
 * An event queue with its arrays and its clock in one object, for tests; it takes wider arrays when it is
 * out of room, as the kernel does.
 */
import { type EventArrays, grownEventArrays, newEventArrays } from '../../../sim/kernel/event-arrays.ts';
import { BOUND, DEAD_COUNT, HELD_COUNT, NOW, SUBJECT, TARGET } from '../../../sim/kernel/event-layout.ts';
import { createEventQueue, type EventHandle, type EventQueue, NO_EVENT } from '../../../sim/kernel/event-queue.ts';
import { rebuild } from '../../../sim/kernel/event-window.ts';

/** So few that most tests run out of room. */
const LITTLE_ROOM = 64;

export class PendingEvents {
  #arrays: EventArrays;
  #queue: EventQueue;

  /** @param capacity how many may be pending before the arrays are made anew, a power of two */
  constructor(capacity = LITTLE_ROOM) {
    this.#arrays = newEventArrays(capacity);
    this.#queue = createEventQueue(this.#arrays);
  }

  get now(): number {
    return this.#arrays.clock[NOW]!;
  }

  get count(): number {
    return this.#arrays.numbers[HELD_COUNT]! - this.#arrays.numbers[DEAD_COUNT]!;
  }

  /** Moves the clock without taking an event. */
  advanceTo(at: number): void {
    this.#arrays.clock[NOW] = at;
  }

  /** Events are asked for up to here only. */
  setBound(bound: number): void {
    this.#arrays.clock[BOUND] = bound;
  }

  push(at: number, handler: number, subject: number): EventHandle {
    const event = this.#queue.push(at, handler, subject);
    if (event !== NO_EVENT) return event;
    this.#arrays = grownEventArrays(this.#arrays);
    this.#queue = createEventQueue(this.#arrays);
    return this.#queue.push(at, handler, subject);
  }

  cancel(event: EventHandle): void {
    this.#queue.cancel(event);
  }

  next(): EventHandle {
    return this.#queue.next();
  }

  take(event: EventHandle): void {
    this.#queue.take(event);
  }

  handlerOf(event: EventHandle): number {
    return this.#arrays.record[event | TARGET]!;
  }

  subjectOf(event: EventHandle): number {
    return this.#arrays.record[event | SUBJECT]!;
  }

  /** How many may be pending before the arrays are made anew. */
  get capacity(): number {
    return this.#arrays.time.length;
  }

  /** To look at, between two operations. */
  get arrays(): EventArrays {
    return this.#arrays;
  }

  /** Changes the width and number of buckets. */
  rebuild(widthUs: number, bucketCount: number): void {
    rebuild(this.#arrays, widthUs, bucketCount);
  }
}
