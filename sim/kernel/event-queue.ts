/**
 * The pending-event set: a bucket queue on typed arrays. Total order by time; equal times come out first-in first-out.
 *
 * Three places hold the future. The *due list* is sorted and has all events before the instant at which buckets begin; *buckets* are lists over
 * a window of time, unsorted until reached; *overflow* is one list for everything later. A push writes one record and one head, a pop takes
 * the first of the due list. It is a one-rung ladder queue (Tang, Goh and Thng, ACM TOMACS 15(3), 2005) with the bitmap scan of a hierarchical
 * set. The width of a bucket changes speed, never order: bucket and overflow lists are last-in first-out, and every move between places
 * restores the order of scheduling, so no sequence number is stored.
 *
 * Events of one instant are always in one place, because a place is chosen by time alone and what a limit passes is moved at once. That is why
 * restoring the order within each list is enough.
 */
import { assert } from './assert.ts';
import { BucketWindow, bucketCountFor, isWidthFit, widthFor } from './bucket-window.ts';
import {
  BOUND,
  CLOCK_SLOTS,
  DEAD,
  DUE_BEFORE,
  EXTEND_AT,
  FREE,
  HANDLER_MAX,
  LOOKED_AT,
  NEXT,
  NO_EVENT,
  NOW,
  OVERFLOW_EARLIEST,
  PER_WIDTH,
  RECORD_SHIFT,
  SUBJECT,
  TARGET,
  WIDTH,
  WINDOW_END,
} from './event-layout.ts';
import { linkBefore, mergeSorted, reversed } from './event-list.ts';
import { grownFloat64, grownInt32 } from './grow-array.ts';
import { NEVER, type SimTime } from './time.ts';
import { INITIAL_EVENTS, INITIAL_WIDTH_US, INSERTION_SORT_MAX, LOOK_PERIOD, SEARCH_MAX } from './tuning.ts';

/** Names one pending event; valid until it fires or is cancelled. */
export type EventHandle = number;

export { NO_EVENT };

export class EventQueue {
  /** Due instant of each record, or FREE. */
  #time = new Float64Array(INITIAL_EVENTS);
  /** Words of each record; see `event-layout.ts`. */
  #record = new Int32Array(INITIAL_EVENTS << RECORD_SHIFT);
  #freeHead = NO_EVENT;
  /** Records in any list: pending and dead. */
  #heldCount = 0;
  #deadCount = 0;

  #dueHead = NO_EVENT;
  /** The last event put into the due list out of turn: where the search for the next one's place begins. */
  #lastInserted = NO_EVENT;
  readonly #window = new BucketWindow();
  #overflowHead = NO_EVENT;
  #overflowCount = 0;

  /** Instants and widths by slot; an array, because doubles in fields are boxed. */
  readonly #clock = new Float64Array(CLOCK_SLOTS);
  #eventsUntilLook = LOOK_PERIOD;

  constructor() {
    this.#linkFree(0);
    this.#clock[OVERFLOW_EARLIEST] = NEVER;
    this.#clock[BOUND] = NEVER;
    this.#setWidth(INITIAL_WIDTH_US);
  }

  get pendingCount(): number {
    return this.#heldCount - this.#deadCount;
  }

  /** Instant of the last event taken; nothing may be scheduled before it. */
  get now(): SimTime {
    return this.#clock[NOW] as SimTime;
  }

  /** Moves the clock to `at` without taking an event: an arrival from outside the queue happened there. */
  advanceTo(at: SimTime): void {
    this.#clock[NOW] = at;
  }

  /**
   * Sets the instant before which events are asked for: the next arrival from outside the queue. It keeps the due list from running ahead of
   * the clock, where every push would have to be sorted in.
   */
  setBound(bound: SimTime): void {
    this.#clock[BOUND] = bound;
  }

  /** Schedules an event. Hot. `at` must be a whole number of microseconds, not before `now`. */
  push(at: SimTime, handler: number, subject: number): EventHandle {
    const clock = this.#clock;
    if (!(at >= clock[NOW]!)) this.#refuse(at);
    if (this.#freeHead === NO_EVENT) this.#grow();
    const event = this.#freeHead;
    const record = this.#record;
    this.#freeHead = record[event | NEXT]!;
    this.#time[event >> RECORD_SHIFT] = at;
    record[event | TARGET] = handler;
    record[event | SUBJECT] = subject;
    this.#heldCount++;
    if (at < clock[DUE_BEFORE]!) this.#insertIntoDue(event);
    else if (at < clock[WINDOW_END]!) record[event | NEXT] = this.#window.prepend(at * clock[PER_WIDTH]!, event);
    else this.#linkToOverflow(event);
    return event;
  }

  /** Takes a pending event back. The handle must be pending: a component forgets a handle when its event fires. */
  cancel(event: EventHandle): void {
    const at = this.#time[event >> RECORD_SHIFT]!;
    const isPending = at >= this.#clock[NOW]! && this.#record[event | TARGET]! <= HANDLER_MAX;
    // The message is not put together for every cancellation.
    if (!isPending) assert(false, `cancelled event ${event} is not pending`);
    if (this.#unlinkFromBucket(event, at)) {
      this.#free(event);
      return;
    }
    this.#record[event | TARGET]! |= DEAD;
    this.#deadCount++;
  }

  /** The next event if it is due before the bound, else NO_EVENT. Hot. */
  next(): EventHandle {
    const head = this.#dueHead;
    if (head === NO_EVENT || this.#record[head | TARGET]! > HANDLER_MAX) return this.#searchNext();
    return this.#time[head >> RECORD_SHIFT]! < this.#clock[BOUND]! ? head : NO_EVENT;
  }

  /** Takes the event that `next` has just returned and sets the clock to its instant. Its record stays readable until the next push. Hot. */
  take(event: EventHandle): void {
    this.#clock[NOW] = this.#time[event >> RECORD_SHIFT]!;
    this.#dueHead = this.#record[event | NEXT]!;
    this.#free(event);
  }

  handlerOf(event: EventHandle): number {
    return this.#record[event | TARGET]!;
  }

  subjectOf(event: EventHandle): number {
    return this.#record[event | SUBJECT]!;
  }

  /** Changes the width and number of buckets, both powers of two: all events are spread anew, in the order of scheduling. */
  rebuild(widthUs: number, bucketCount: number): void {
    this.#gatherInOverflow();
    this.#window.resize(bucketCount);
    this.#clock[DUE_BEFORE] = Math.floor(this.#clock[NOW]! / widthUs) * widthUs;
    this.#setWidth(widthUs);
    this.#spillOverflow();
  }

  /** An event before DUE_BEFORE goes behind its equals: they were scheduled earlier. */
  #insertIntoDue(event: EventHandle): void {
    const time = this.#time;
    const record = this.#record;
    const at = time[event >> RECORD_SHIFT]!;
    // A burst that is scheduled in order finds its place at once. A record that was freed since has no instant, or one in another place.
    let before = this.#lastInserted;
    if (before === event || before === NO_EVENT || time[before >> RECORD_SHIFT] === FREE) before = NO_EVENT;
    else if (time[before >> RECORD_SHIFT]! > at) before = NO_EVENT;
    let next = before === NO_EVENT ? this.#dueHead : record[before | NEXT]!;
    while (next !== NO_EVENT && time[next >> RECORD_SHIFT]! <= at) {
      before = next;
      next = record[next | NEXT]!;
    }
    record[event | NEXT] = next;
    if (before === NO_EVENT) this.#dueHead = event;
    else record[before | NEXT] = event;
    this.#lastInserted = event;
  }

  #linkToOverflow(event: EventHandle): void {
    const at = this.#time[event >> RECORD_SHIFT]!;
    this.#record[event | NEXT] = this.#overflowHead;
    this.#overflowHead = event;
    this.#overflowCount++;
    if (at < this.#clock[OVERFLOW_EARLIEST]!) this.#clock[OVERFLOW_EARLIEST] = at;
  }

  /** Returns false when the event is not in a bucket, or too deep in one. */
  #unlinkFromBucket(event: EventHandle, at: number): boolean {
    const clock = this.#clock;
    if (at < clock[DUE_BEFORE]! || at >= clock[WINDOW_END]!) return false;
    const record = this.#record;
    const bucket = at * clock[PER_WIDTH]!;
    let before = this.#window.headOf(bucket);
    if (before === event) {
      this.#window.setHead(bucket, record[event | NEXT]!);
      return true;
    }
    for (let step = 0; step < SEARCH_MAX; step++) {
      const next = record[before | NEXT]!;
      if (next === event) {
        record[before | NEXT] = record[event | NEXT]!;
        return true;
      }
      before = next;
    }
    return false;
  }

  /** The due list is empty or begins with a dead event. */
  #searchNext(): EventHandle {
    for (;;) {
      while (this.#dueHead !== NO_EVENT) {
        const head = this.#dueHead;
        if (this.#record[head | TARGET]! <= HANDLER_MAX) {
          return this.#time[head >> RECORD_SHIFT]! < this.#clock[BOUND]! ? head : NO_EVENT;
        }
        this.#dueHead = this.#record[head | NEXT]!;
        this.#freeDead(head);
      }
      if (!this.#refillDue()) return NO_EVENT;
    }
  }

  /** Moves the next non-empty bucket into the empty due list, unless it begins more than a width after the bound; says whether it did. */
  #refillDue(): boolean {
    if (this.#eventsUntilLook <= 0) this.#lookAtWidth();
    if (this.#heldCount === this.#overflowCount && !this.#startWindow()) return false;
    const clock = this.#clock;
    const window = this.#window;
    const width = clock[WIDTH]!;
    const dueBefore = clock[DUE_BEFORE]!;
    const from = dueBefore + window.distanceToNonEmpty(dueBefore * clock[PER_WIDTH]!) * width;
    if (from > clock[BOUND]! + width) {
      this.#skipBuckets();
      return false;
    }
    clock[DUE_BEFORE] = from + width;
    this.#sortIntoDue(window.take(from * clock[PER_WIDTH]!));
    if (from + width >= clock[EXTEND_AT]!) this.#moveWindow();
    return true;
  }

  /** All buckets up to the bound are empty: they need not be scanned again. */
  #skipBuckets(): void {
    const clock = this.#clock;
    const boundFrom = Math.floor(clock[BOUND]! * clock[PER_WIDTH]!) * clock[WIDTH]!;
    if (boundFrom > clock[DUE_BEFORE]!) clock[DUE_BEFORE] = boundFrom;
    if (boundFrom >= clock[EXTEND_AT]!) this.#moveWindow();
  }

  /** Every event is in overflow: starts the window at the earliest, if that is due before the bound; says whether it did. */
  #startWindow(): boolean {
    const clock = this.#clock;
    if (this.#overflowCount === 0 || clock[OVERFLOW_EARLIEST]! >= clock[BOUND]!) return false;
    const time = this.#time;
    const record = this.#record;
    let earliest: number = NEVER;
    for (let event = this.#overflowHead; event !== NO_EVENT; event = record[event | NEXT]!) {
      const at = time[event >> RECORD_SHIFT]!;
      if (at < earliest && record[event | TARGET]! <= HANDLER_MAX) earliest = at;
    }
    clock[OVERFLOW_EARLIEST] = earliest;
    if (earliest >= clock[BOUND]!) return false;
    clock[DUE_BEFORE] = Math.floor(earliest * clock[PER_WIDTH]!) * clock[WIDTH]!;
    this.#moveWindow();
    return true;
  }

  /** Lets the window begin at DUE_BEFORE. */
  #moveWindow(): void {
    const clock = this.#clock;
    const spanUs = clock[WIDTH]! * this.#window.bucketCount;
    clock[WINDOW_END] = clock[DUE_BEFORE]! + spanUs;
    clock[EXTEND_AT] = clock[DUE_BEFORE]! + spanUs / 2;
    if (this.#overflowCount > 0) this.#spillOverflow();
  }

  /** Moves what the window now covers from overflow into buckets, oldest first, so that bucket lists stay last-in first-out. */
  #spillOverflow(): void {
    const clock = this.#clock;
    const record = this.#record;
    let event = reversed(record, this.#overflowHead);
    this.#overflowHead = NO_EVENT;
    this.#overflowCount = 0;
    clock[OVERFLOW_EARLIEST] = NEVER;
    while (event !== NO_EVENT) {
      const next = record[event | NEXT]!;
      const at = this.#time[event >> RECORD_SHIFT]!;
      if (record[event | TARGET]! > HANDLER_MAX) this.#freeDead(event);
      else if (at < clock[WINDOW_END]!) record[event | NEXT] = this.#window.prepend(at * clock[PER_WIDTH]!, event);
      else this.#linkToOverflow(event);
      event = next;
    }
  }

  /** Insertion sort of a bucket's list, latest scheduled first: an event goes before its equals. Hot. */
  #sortIntoDue(list: EventHandle): void {
    const time = this.#time;
    const record = this.#record;
    let head = list;
    let rest = record[list | NEXT]!;
    record[list | NEXT] = NO_EVENT;
    let count = 1;
    for (; rest !== NO_EVENT && count < INSERTION_SORT_MAX; count++) {
      const event = rest;
      rest = record[event | NEXT]!;
      const at = time[event >> RECORD_SHIFT]!;
      let before = NO_EVENT;
      let next = head;
      while (next !== NO_EVENT && time[next >> RECORD_SHIFT]! < at) {
        before = next;
        next = record[next | NEXT]!;
      }
      record[event | NEXT] = next;
      if (before === NO_EVENT) head = event;
      else record[before | NEXT] = event;
    }
    if (rest !== NO_EVENT) head = mergeSorted(time, record, rest, head);
    this.#dueHead = head;
    this.#eventsUntilLook -= count;
  }

  /** Looks whether the width still suits the rate at which events come due. */
  #lookAtWidth(): void {
    const clock = this.#clock;
    const elapsedUs = Math.max(1, clock[NOW]! - clock[LOOKED_AT]!);
    const eventsPerUs = (LOOK_PERIOD - this.#eventsUntilLook) / elapsedUs;
    this.#eventsUntilLook = LOOK_PERIOD;
    clock[LOOKED_AT] = clock[NOW]!;
    const bucketCount = bucketCountFor(this.#heldCount);
    if (isWidthFit(clock[WIDTH]!, eventsPerUs) && bucketCount <= this.#window.bucketCount * 2) return;
    this.rebuild(widthFor(eventsPerUs), bucketCount);
  }

  /** Moves everything to overflow. The order between lists is free, since equal times share a list; within one it is latest scheduled first. */
  #gatherInOverflow(): void {
    const record = this.#record;
    this.#dueHead = reversed(record, this.#dueHead);
    if (this.#dueHead !== NO_EVENT) {
      this.#overflowCount += linkBefore(record, this.#dueHead, this.#overflowHead);
      this.#overflowHead = this.#dueHead;
      this.#dueHead = NO_EVENT;
    }
    const first = this.#clock[DUE_BEFORE]! * this.#clock[PER_WIDTH]!;
    while (this.#heldCount > this.#overflowCount) {
      const list = this.#window.take(first + this.#window.distanceToNonEmpty(first));
      this.#overflowCount += linkBefore(record, list, this.#overflowHead);
      this.#overflowHead = list;
    }
  }

  #setWidth(widthUs: number): void {
    this.#clock[WIDTH] = widthUs;
    this.#clock[PER_WIDTH] = 1 / widthUs;
    this.#moveWindow();
  }

  #free(event: EventHandle): void {
    this.#time[event >> RECORD_SHIFT] = FREE;
    this.#record[event | NEXT] = this.#freeHead;
    this.#freeHead = event;
    this.#heldCount--;
  }

  #freeDead(event: EventHandle): void {
    this.#free(event);
    this.#deadCount--;
  }

  #refuse(at: number): never {
    throw new RangeError(`scheduled at ${at} us, before the present ${this.now} us`);
  }

  /** Doubles the records; every list goes on as it is. */
  #grow(): void {
    const capacity = this.#time.length;
    this.#time = grownFloat64(this.#time, capacity * 2);
    this.#record = grownInt32(this.#record, (capacity * 2) << RECORD_SHIFT);
    this.#linkFree(capacity);
  }

  /** Links the records from `first` on, which are new, into a free list. */
  #linkFree(first: number): void {
    for (let index = this.#time.length - 1; index >= first; index--) {
      this.#time[index] = FREE;
      this.#record[(index << RECORD_SHIFT) | NEXT] = this.#freeHead;
      this.#freeHead = index << RECORD_SHIFT;
    }
  }
}
