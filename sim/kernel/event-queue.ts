/**
 * The pending-event set: a bucket queue on typed arrays. Total order by time; equal times come out first-in first-out.
 *
 * Three places hold the future. *Bottom* is a short sorted array with all that is due up to the current bucket; *buckets* are intrusive lists
 * over a window of time, unsorted until reached; *overflow* is one list for everything later. A push costs a few array writes, a pop takes
 * from the end of bottom. It is a one-rung ladder queue (Tang, Goh and Thng, ACM TOMACS 15(3), 2005) with the bitmap scan of a hierarchical
 * set. The width of a bucket changes speed, never order: lists are last-in first-out, and every move between places restores the order of
 * scheduling, so no sequence number is stored.
 *
 * Times are whole microseconds and a width is a power of two of them, so bucket arithmetic is exact.
 */
import { assert } from './assert.ts';
import { BucketWindow } from './bucket-window.ts';
import { grownFloat64, grownInt32, grownUint8, grownUint16 } from './grow-array.ts';
import { stableSortByTime } from './stable-sort.ts';
import { NEVER, type SimTime } from './time.ts';

/** Names one pending event; valid until it fires or is cancelled. */
export type EventHandle = number;

export const NO_EVENT: EventHandle = -1;

/** Where a handle is. */
const FREE = 0;
const IN_BUCKET = 1;
const IN_BOTTOM = 2;
const IN_OVERFLOW = 3;
const IN_IMMEDIATE = 4;
/** Cancelled while in bottom or in the immediate list: skipped and freed when its turn comes. */
const DEAD = 5;

const INITIAL_CAPACITY = 1024;
/** Beyond this many events in one bucket, a merge sort beats insertion. */
const INSERTION_SORT_MAX = 48;
/** Pops between two looks at whether the width still fits. */
const RETUNE_PERIOD = 1 << 14;

export class EventQueue {
  /** Due instant by handle. */
  #time = new Float64Array(INITIAL_CAPACITY);
  #next = new Int32Array(INITIAL_CAPACITY);
  /** Previous in its list; for a list's head, -1. */
  #previous = new Int32Array(INITIAL_CAPACITY);
  #place = new Uint8Array(INITIAL_CAPACITY);
  #handler = new Uint16Array(INITIAL_CAPACITY);
  #subject = new Int32Array(INITIAL_CAPACITY);
  #freeHead = NO_EVENT;
  #usedCount = 0;

  readonly #window = new BucketWindow();
  #pendingCount = 0;
  #overflowHead = NO_EVENT;
  #overflowCount = 0;
  /** [0]: no event in overflow is earlier; a bound, because cancelling does not raise it. */
  readonly #overflowEarliest = Float64Array.of(NEVER);

  /** Sorted by time, latest first; the end is next. */
  #bottomTime = new Float64Array(256);
  #bottomHandle = new Int32Array(256);
  #bottomCount = 0;

  /** Events scheduled for the very instant being served: a plain first-in first-out list. */
  #immediateHead = NO_EVENT;
  #immediateTail = NO_EVENT;
  /** [0]: the instant being served. */
  readonly #now = Float64Array.of(0);

  #popsUntilRetune = RETUNE_PERIOD;
  /** [0]: the instant of the last retune. */
  readonly #retunedAt = Float64Array.of(0);

  get pendingCount(): number {
    return this.#pendingCount;
  }

  /** Instant of the last event taken; nothing may be scheduled before it. */
  get now(): SimTime {
    return this.#now[0] as SimTime;
  }

  /** Moves the clock to `at` without taking an event: an arrival from outside the queue happened there. */
  advanceTo(at: SimTime): void {
    this.#now[0] = at;
  }

  /** Schedules an event. Hot: about 10 ns. `at` must be a whole number of microseconds, not before `now`. */
  push(at: SimTime, handler: number, subject: number): EventHandle {
    if (!(at >= this.#now[0]!)) throw new RangeError(`scheduled at ${at} us, before the present ${this.#now[0]} us`);
    const handle = this.#allocate();
    this.#time[handle] = at;
    this.#handler[handle] = handler;
    this.#subject[handle] = subject;
    this.#pendingCount++;
    this.#insert(handle, at);
    return handle;
  }

  /** Takes a pending event back. The handle must be pending: a component forgets a handle when its event fires. */
  cancel(handle: EventHandle): void {
    switch (this.#place[handle]) {
      case IN_BUCKET:
        this.#unlinkFromBucket(handle);
        this.#free(handle);
        break;
      case IN_OVERFLOW:
        this.#unlinkFromOverflow(handle);
        this.#free(handle);
        break;
      case IN_BOTTOM:
      case IN_IMMEDIATE:
        this.#place[handle] = DEAD;
        break;
      default:
        assert(false, `cancelled event ${handle} is not pending`);
    }
    this.#pendingCount--;
  }

  /**
   * Instant of the next event if it is due by `bound`, else `NEVER`. The bound (the next arrival from outside the queue) keeps the current
   * bucket from running ahead of the clock, where every push would have to be sorted into bottom.
   */
  peekTime(bound: SimTime): SimTime {
    if (this.#immediateHead !== NO_EVENT) this.#dropDeadImmediate();
    for (;;) {
      if (this.#bottomCount === 0) {
        if (this.#immediateHead !== NO_EVENT) return this.#now[0] as SimTime;
        if (this.#pendingCount === 0 || !this.#refillBottom(bound)) return NEVER;
      }
      const top = this.#bottomCount - 1;
      if (this.#place[this.#bottomHandle[top]!] !== DEAD) {
        const time = this.#bottomTime[top]!;
        const next = this.#immediateHead !== NO_EVENT && time > this.#now[0]! ? this.#now[0]! : time;
        return next <= bound ? (next as SimTime) : NEVER;
      }
      this.#free(this.#bottomHandle[top]!);
      this.#bottomCount = top;
    }
  }

  /**
   * Takes the next event, which `peekTime` has just shown to exist, and sets the clock to its instant. Its handler and subject stay readable
   * under the returned handle until the next `push`.
   */
  pop(): EventHandle {
    const bottom = this.#bottomCount - 1;
    const takesImmediate =
      this.#immediateHead !== NO_EVENT && (bottom < 0 || this.#bottomTime[bottom]! > this.#now[0]!);
    const handle = takesImmediate ? this.#takeImmediate() : this.#takeBottom(bottom);
    this.#free(handle);
    this.#pendingCount--;
    if (--this.#popsUntilRetune === 0) this.#considerRetune();
    return handle;
  }

  handlerOf(handle: EventHandle): number {
    return this.#handler[handle]!;
  }

  subjectOf(handle: EventHandle): number {
    return this.#subject[handle]!;
  }

  timeOf(handle: EventHandle): SimTime {
    return this.#time[handle] as SimTime;
  }

  /** Puts a handle where its instant belongs. */
  #insert(handle: EventHandle, at: number): void {
    const window = this.#window;
    const bucket = window.bucketOf(at);
    if (bucket > window.current) {
      if (bucket < window.end) this.#linkToBucket(handle, bucket);
      else this.#linkToOverflow(handle);
    } else if (at === this.#now[0]) this.#appendImmediate(handle);
    else this.#insertIntoBottom(handle, at);
  }

  #linkToBucket(handle: EventHandle, bucket: number): void {
    const head = this.#window.headOf(bucket);
    this.#next[handle] = head;
    this.#previous[handle] = NO_EVENT;
    if (head !== NO_EVENT) this.#previous[head] = handle;
    this.#window.setHead(bucket, handle);
    this.#place[handle] = IN_BUCKET;
  }

  #unlinkFromBucket(handle: EventHandle): void {
    const next = this.#next[handle]!;
    const previous = this.#previous[handle]!;
    if (next !== NO_EVENT) this.#previous[next] = previous;
    if (previous !== NO_EVENT) this.#next[previous] = next;
    else {
      const bucket = this.#window.bucketOf(this.#time[handle]!);
      if (next === NO_EVENT) this.#window.clear(bucket);
      else this.#window.setHead(bucket, next);
    }
  }

  #linkToOverflow(handle: EventHandle): void {
    const head = this.#overflowHead;
    this.#next[handle] = head;
    this.#previous[handle] = NO_EVENT;
    if (head !== NO_EVENT) this.#previous[head] = handle;
    this.#overflowHead = handle;
    this.#overflowCount++;
    if (this.#time[handle]! < this.#overflowEarliest[0]!) this.#overflowEarliest[0] = this.#time[handle]!;
    this.#place[handle] = IN_OVERFLOW;
  }

  #unlinkFromOverflow(handle: EventHandle): void {
    const next = this.#next[handle]!;
    const previous = this.#previous[handle]!;
    if (next !== NO_EVENT) this.#previous[next] = previous;
    if (previous !== NO_EVENT) this.#next[previous] = next;
    else this.#overflowHead = next;
    this.#overflowCount--;
  }

  #appendImmediate(handle: EventHandle): void {
    this.#next[handle] = NO_EVENT;
    if (this.#immediateTail === NO_EVENT) this.#immediateHead = handle;
    else this.#next[this.#immediateTail] = handle;
    this.#immediateTail = handle;
    this.#place[handle] = IN_IMMEDIATE;
  }

  /** A push at or before the current bucket goes behind its equals: they were scheduled earlier. */
  #insertIntoBottom(handle: EventHandle, at: number): void {
    if (this.#bottomCount === this.#bottomTime.length) this.#growBottom(this.#bottomCount + 1);
    const times = this.#bottomTime;
    const handles = this.#bottomHandle;
    let slot = this.#bottomCount++;
    while (slot > 0 && times[slot - 1]! <= at) {
      times[slot] = times[slot - 1]!;
      handles[slot] = handles[slot - 1]!;
      slot--;
    }
    times[slot] = at;
    handles[slot] = handle;
    this.#place[handle] = IN_BOTTOM;
  }

  #takeImmediate(): EventHandle {
    const handle = this.#immediateHead;
    this.#immediateHead = this.#next[handle]!;
    if (this.#immediateHead === NO_EVENT) this.#immediateTail = NO_EVENT;
    return handle;
  }

  #takeBottom(top: number): EventHandle {
    this.#bottomCount = top;
    this.#now[0] = this.#bottomTime[top]!;
    return this.#bottomHandle[top]!;
  }

  #dropDeadImmediate(): void {
    while (this.#immediateHead !== NO_EVENT && this.#place[this.#immediateHead] === DEAD) {
      this.#free(this.#takeImmediate());
    }
  }

  /** Moves the next non-empty bucket into the empty bottom, unless it begins after `bound`; says whether it did. */
  #refillBottom(bound: number): boolean {
    const window = this.#window;
    if (window.isEmpty && !this.#startWindow(bound)) return false;
    const bucket = window.nextNonEmpty();
    const reached = bucket <= window.bucketOf(bound);
    if (reached) {
      window.current = bucket;
      this.#sortIntoBottom(window.take(bucket));
    } else window.current = Math.max(window.current, window.bucketOf(bound) - 1);
    if (window.isHalfUsed) {
      window.extend();
      if (this.#overflowCount > 0) this.#spillOverflow();
    }
    return reached;
  }

  /** Every event is in overflow: starts the window at the earliest, if that is due by `bound`; says whether it did. */
  #startWindow(bound: number): boolean {
    if (this.#overflowEarliest[0]! > bound) return false;
    let earliest: number = NEVER;
    for (let handle = this.#overflowHead; handle !== NO_EVENT; handle = this.#next[handle]!) {
      if (this.#time[handle]! < earliest) earliest = this.#time[handle]!;
    }
    this.#overflowEarliest[0] = earliest;
    if (earliest > bound) return false;
    this.#window.startAt(earliest);
    this.#spillOverflow();
    return true;
  }

  /** Moves what the window now covers from overflow into buckets, oldest first, so that bucket lists stay last-in first-out. */
  #spillOverflow(): void {
    const oldest = this.#reverse(this.#overflowHead);
    this.#overflowHead = NO_EVENT;
    this.#overflowCount = 0;
    this.#overflowEarliest[0] = NEVER;
    for (let handle = oldest; handle !== NO_EVENT; ) {
      const next = this.#next[handle]!;
      const bucket = this.#window.bucketOf(this.#time[handle]!);
      if (bucket < this.#window.end) this.#linkToBucket(handle, bucket);
      else this.#linkToOverflow(handle);
      handle = next;
    }
  }

  /** A bucket's list runs from the latest scheduled to the earliest; equal times end up earliest-scheduled nearest to the end. */
  #sortIntoBottom(listHead: EventHandle): void {
    let length = 0;
    for (let handle = listHead; handle !== NO_EVENT; handle = this.#next[handle]!) length++;
    if (length > this.#bottomTime.length) this.#growBottom(length);
    if (length > INSERTION_SORT_MAX) this.#mergeIntoBottom(listHead, length);
    else this.#insertListIntoBottom(listHead);
    this.#bottomCount = length;
  }

  #insertListIntoBottom(listHead: EventHandle): void {
    const times = this.#bottomTime;
    const handles = this.#bottomHandle;
    let count = 0;
    for (let handle = listHead; handle !== NO_EVENT; handle = this.#next[handle]!) {
      const at = this.#time[handle]!;
      let slot = count++;
      while (slot > 0 && times[slot - 1]! < at) {
        times[slot] = times[slot - 1]!;
        handles[slot] = handles[slot - 1]!;
        slot--;
      }
      times[slot] = at;
      handles[slot] = handle;
      this.#place[handle] = IN_BOTTOM;
    }
  }

  #mergeIntoBottom(listHead: EventHandle, length: number): void {
    let count = 0;
    for (let handle = listHead; handle !== NO_EVENT; handle = this.#next[handle]!) {
      this.#bottomTime[count] = this.#time[handle]!;
      this.#bottomHandle[count] = handle;
      this.#place[handle] = IN_BOTTOM;
      count++;
    }
    stableSortByTime(this.#bottomTime, this.#bottomHandle, length);
  }

  #considerRetune(): void {
    this.#popsUntilRetune = RETUNE_PERIOD;
    const elapsedUs = this.#now[0]! - this.#retunedAt[0]!;
    this.#retunedAt[0] = this.#now[0]!;
    if (!this.#window.fits(RETUNE_PERIOD / Math.max(elapsedUs, 1), this.#pendingCount)) {
      this.#rebuild(RETUNE_PERIOD / Math.max(elapsedUs, 1));
    }
  }

  /** Changes the width and number of buckets: every bucketed event goes to overflow in the order of scheduling, then spills again. */
  #rebuild(eventsPerUs: number): void {
    const window = this.#window;
    const later = this.#overflowHead;
    this.#overflowHead = NO_EVENT;
    this.#overflowCount = 0;
    this.#overflowEarliest[0] = NEVER;
    // Equal times share a bucket, so the order between buckets is free; within one, oldest first.
    while (!window.isEmpty) {
      this.#appendToOverflow(this.#reverse(this.#takeNextBucket()));
    }
    this.#appendToOverflow(this.#reverse(later));
    // Everything in bottom is due before the instant at which buckets begin; what is scheduled before it keeps going to bottom.
    const horizon = this.#bottomCount > 0 ? this.#bottomTime[0]! : this.#now[0]!;
    window.retune(eventsPerUs, this.#pendingCount, horizon);
    this.#moveDueToBottom();
    this.#spillOverflow();
  }

  /** Turns a list around in place and returns its new head. */
  #reverse(listHead: EventHandle): EventHandle {
    let reversed = NO_EVENT;
    for (let handle = listHead; handle !== NO_EVENT; ) {
      const next = this.#next[handle]!;
      this.#next[handle] = reversed;
      reversed = handle;
      handle = next;
    }
    return reversed;
  }

  #takeNextBucket(): EventHandle {
    const bucket = this.#window.nextNonEmpty();
    this.#window.current = bucket;
    return this.#window.take(bucket);
  }

  #appendToOverflow(oldestFirst: EventHandle): void {
    for (let handle = oldestFirst; handle !== NO_EVENT; ) {
      const next = this.#next[handle]!;
      this.#linkToOverflow(handle);
      handle = next;
    }
  }

  /** After a retune the current bucket may reach beyond bottom's latest event: what it covers belongs in bottom. */
  #moveDueToBottom(): void {
    const window = this.#window;
    let reversed = NO_EVENT;
    let handle = this.#overflowHead;
    while (handle !== NO_EVENT) {
      const next = this.#next[handle]!;
      if (window.bucketOf(this.#time[handle]!) <= window.current) {
        this.#unlinkFromOverflow(handle);
        this.#next[handle] = reversed;
        reversed = handle;
      }
      handle = next;
    }
    while (reversed !== NO_EVENT) {
      const next = this.#next[reversed]!;
      this.#insertIntoBottom(reversed, this.#time[reversed]!);
      reversed = next;
    }
  }

  #allocate(): EventHandle {
    const handle = this.#freeHead;
    if (handle !== NO_EVENT) {
      this.#freeHead = this.#next[handle]!;
      return handle;
    }
    if (this.#usedCount === this.#time.length) this.#grow();
    return this.#usedCount++;
  }

  #free(handle: EventHandle): void {
    this.#place[handle] = FREE;
    this.#next[handle] = this.#freeHead;
    this.#freeHead = handle;
  }

  #grow(): void {
    const capacity = this.#time.length * 2;
    this.#time = grownFloat64(this.#time, capacity);
    this.#next = grownInt32(this.#next, capacity);
    this.#previous = grownInt32(this.#previous, capacity);
    this.#place = grownUint8(this.#place, capacity);
    this.#handler = grownUint16(this.#handler, capacity);
    this.#subject = grownInt32(this.#subject, capacity);
  }

  #growBottom(atLeast: number): void {
    const capacity = Math.max(atLeast, this.#bottomTime.length * 2);
    this.#bottomTime = grownFloat64(this.#bottomTime, capacity);
    this.#bottomHandle = grownInt32(this.#bottomHandle, capacity);
  }
}
