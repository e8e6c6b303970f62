/**
 * The pending-event set: a bucket queue on typed arrays. Total order by time; equal times come out first-in first-out.
 *
 * Three places hold the future. The *due list* is sorted and has all events before the instant at which buckets begin;
 * *buckets* are lists over a window of time, unsorted until reached; *overflow* is one list for everything later. A
 * push writes one record and one head, a pop takes the first of the due list. It is a one-rung ladder queue (Tang, Goh
 * and Thng, ACM TOMACS 15(3), 2005) with the bitmap scan of a hierarchical set. The width of a bucket changes speed,
 * never order: bucket and overflow lists are last-in first-out, and every move between places restores the order of
 * scheduling, so no sequence number is stored.
 *
 * Events of one instant are always in one place, because a place is chosen by time alone and what a limit passes is
 * moved at once. That is why restoring the order within each list is enough.
 *
 * Closures over arrays that never change, and not a class with arrays as fields: for the first queue of a process V8
 * writes the addresses and lengths of the arrays into the code, where a field is loaded and checked at every use. A
 * process that simulates many runs keeps its queue and clears it; any further queue is right as well and somewhat
 * slower. Gains are in `bench/HISTORY.md`.
 */
import { assert } from './assert.ts';
import { distanceToNonEmpty, prependToBucket, takeBucket } from './bucket-window.ts';
import type { EventArrays } from './event-arrays.ts';
import {
  BOUND,
  DEAD,
  DEAD_COUNT,
  DUE_BEFORE,
  DUE_HEAD,
  EVENTS_UNTIL_LOOK,
  EXTEND_AT,
  FREE,
  FREE_HEAD,
  HANDLER_MAX,
  HELD_COUNT,
  LAST_INSERTED,
  NEXT,
  NO_EVENT,
  NOW,
  OVERFLOW_COUNT,
  PER_WIDTH,
  RECORD_SHIFT,
  SLOT_MASK,
  SUBJECT,
  TARGET,
  USED_COUNT,
  WIDTH,
  WINDOW_END,
} from './event-layout.ts';
import { mergeSorted } from './event-list.ts';
import {
  freeDead,
  linkToOverflow,
  lookAtWidth,
  moveWindow,
  noteLongWalk,
  skipBuckets,
  startWindow,
  unlinkFromOverflow,
} from './event-window.ts';
import { INSERTION_SORT_MAX, SEARCH_MAX, WALK_MAX } from './tuning.ts';

/** Names one pending event; valid until it fires, is cancelled, or the queue is cleared. Never negative. */
export type EventHandle = number;

export { NO_EVENT };

export interface EventQueue {
  /**
   * Schedules an event; NO_EVENT when there is no room for one more. Hot.
   *
   * @param at a whole number of microseconds below 2^53, which is the caller's to keep and not checked: a fraction
   *   could be served after the end of a run, and the window of buckets has no place for what is later
   * @throws RangeError when `at` is before the clock, or no number
   */
  push(at: number, handler: number, subject: number): EventHandle;
  /** Takes a pending event back. The handle must be pending: a component forgets a handle when its event fires. */
  cancel(event: EventHandle): void;
  /** The next event if it is due before the bound in the clock, else NO_EVENT. Hot. */
  next(): EventHandle;
  /**
   * Takes the event that `next` has just returned and sets the clock to its instant. Its record stays
   * readable until the next push. Hot.
   */
  take(event: EventHandle): void;
}

/** The queue whose events are in `arrays`, which have a width. */
export function createEventQueue(arrays: EventArrays): EventQueue {
  const { time, record, heads, bits, clock, numbers } = arrays;

  function push(at: number, handler: number, subject: number): EventHandle {
    if (!(at >= clock[NOW]!)) refuse(at);
    let event = numbers[FREE_HEAD]!;
    if (event !== NO_EVENT) numbers[FREE_HEAD] = record[event | NEXT]!;
    else {
      const used = numbers[USED_COUNT]!;
      if (used === time.length) return NO_EVENT;
      numbers[USED_COUNT] = (used + 1) | 0;
      event = used << RECORD_SHIFT;
    }
    time[event >> RECORD_SHIFT] = at;
    record[event | TARGET] = handler;
    record[event | SUBJECT] = subject;
    numbers[HELD_COUNT] = (numbers[HELD_COUNT]! + 1) | 0;
    if (at < clock[DUE_BEFORE]!) insertIntoDue(event);
    else if (at < clock[WINDOW_END]!) {
      const slot = (at * clock[PER_WIDTH]!) & numbers[SLOT_MASK]!;
      record[event | NEXT] = prependToBucket(heads, bits, slot, event);
    } else linkToOverflow(arrays, event);
    return event;
  }

  function refuse(at: number): never {
    throw new RangeError(`scheduled at ${at} us, before the present ${clock[NOW]} us`);
  }

  function cancel(event: EventHandle): void {
    const at = time[event >> RECORD_SHIFT]!;
    const isPending =
      event >> RECORD_SHIFT < numbers[USED_COUNT]! && at >= clock[NOW]! && record[event | TARGET]! <= HANDLER_MAX;
    // The message is not put together for every cancellation.
    if (!isPending) assert(false, `cancelled event ${event} is not pending`);
    if (unlink(event, at)) {
      free(event);
      return;
    }
    record[event | TARGET] = record[event | TARGET]! | DEAD;
    numbers[DEAD_COUNT]!++;
  }

  function next(): EventHandle {
    const head = numbers[DUE_HEAD]!;
    // One question for two answers: the list is empty (record 0 is dead), or it begins with a cancelled event.
    const event = record[head | TARGET]! > HANDLER_MAX ? searchNext() : head;
    return time[event >> RECORD_SHIFT]! < clock[BOUND]! ? event : NO_EVENT;
  }

  function take(event: EventHandle): void {
    clock[NOW] = time[event >> RECORD_SHIFT]!;
    numbers[DUE_HEAD] = record[event | NEXT]!;
    free(event);
  }

  function free(event: EventHandle): void {
    time[event >> RECORD_SHIFT] = FREE;
    record[event | NEXT] = numbers[FREE_HEAD]!;
    numbers[FREE_HEAD] = event;
    numbers[HELD_COUNT] = (numbers[HELD_COUNT]! - 1) | 0;
  }

  /** The first live event of the due list, which is filled up to the bound; NO_EVENT when there is none. */
  function searchNext(): EventHandle {
    for (;;) {
      let head = numbers[DUE_HEAD]!;
      while (head !== NO_EVENT) {
        if (record[head | TARGET]! <= HANDLER_MAX) return head;
        numbers[DUE_HEAD] = record[head | NEXT]!;
        freeDead(arrays, head);
        head = numbers[DUE_HEAD]!;
      }
      if (!refillDue()) return NO_EVENT;
    }
  }

  /**
   * Moves the next non-empty bucket into the empty due list and says whether it did. Not when the bucket begins more
   * than a width after the bound: were the due list to run ahead of the clock, every push would have to be sorted in.
   */
  function refillDue(): boolean {
    if (numbers[EVENTS_UNTIL_LOOK]! <= 0) lookAtWidth(arrays);
    if (numbers[HELD_COUNT] === numbers[OVERFLOW_COUNT] && !startWindow(arrays)) return false;
    const slotMask = numbers[SLOT_MASK]!;
    const widthUs = clock[WIDTH]!;
    const dueBefore = clock[DUE_BEFORE]!;
    const first = (dueBefore * clock[PER_WIDTH]!) & slotMask;
    const distance = distanceToNonEmpty(bits, slotMask, first);
    const from = dueBefore + distance * widthUs;
    if (from > clock[BOUND]! + widthUs) {
      skipBuckets(arrays);
      return false;
    }
    clock[DUE_BEFORE] = from + widthUs;
    sortIntoDue(takeBucket(heads, bits, (first + distance) & slotMask));
    if (from + widthUs >= clock[EXTEND_AT]!) moveWindow(arrays);
    return true;
  }

  /** Insertion sort of a bucket's list, latest scheduled first: an event goes before its equals. Hot. */
  function sortIntoDue(list: EventHandle): void {
    const t = time;
    const r = record;
    let head = list;
    let rest = r[list | NEXT]!;
    r[list | NEXT] = NO_EVENT;
    let count = 1;
    for (; rest !== NO_EVENT && count < INSERTION_SORT_MAX; count = (count + 1) | 0) {
      const event = rest;
      rest = r[event | NEXT]!;
      const at = t[event >> RECORD_SHIFT]!;
      let before = NO_EVENT;
      let following = head;
      while (t[following >> RECORD_SHIFT]! < at) {
        before = following;
        following = r[following | NEXT]!;
      }
      r[event | NEXT] = following;
      if (before === NO_EVENT) head = event;
      else r[before | NEXT] = event;
    }
    if (rest !== NO_EVENT) head = mergeSorted(t, r, rest, head);
    numbers[DUE_HEAD] = head;
    numbers[EVENTS_UNTIL_LOOK] = (numbers[EVENTS_UNTIL_LOOK]! - count) | 0;
  }

  /** An event before DUE_BEFORE goes behind its equals: they were scheduled earlier. */
  function insertIntoDue(event: EventHandle): void {
    const t = time;
    const r = record;
    const at = t[event >> RECORD_SHIFT]!;
    // A burst that is scheduled in order finds its place at once. A record that was freed since has no
    // instant, or one in another place.
    let before = numbers[LAST_INSERTED]!;
    if (before === event || t[before >> RECORD_SHIFT] === FREE || t[before >> RECORD_SHIFT]! > at) before = NO_EVENT;
    let following = before === NO_EVENT ? numbers[DUE_HEAD]! : r[before | NEXT]!;
    let stepCount = 0;
    for (; t[following >> RECORD_SHIFT]! <= at; stepCount = (stepCount + 1) | 0) {
      before = following;
      following = r[following | NEXT]!;
    }
    r[event | NEXT] = following;
    if (before === NO_EVENT) numbers[DUE_HEAD] = event;
    else r[before | NEXT] = event;
    numbers[LAST_INSERTED] = event;
    if (stepCount > WALK_MAX) noteLongWalk(arrays, stepCount);
  }

  /** Returns false when the event is in the due list, or too deep in a bucket. */
  function unlink(event: EventHandle, at: number): boolean {
    if (at < clock[DUE_BEFORE]!) return false;
    if (at < clock[WINDOW_END]!) return unlinkFromBucket(event, at);
    unlinkFromOverflow(arrays, event);
    return true;
  }

  function unlinkFromBucket(event: EventHandle, at: number): boolean {
    const slot = (at * clock[PER_WIDTH]!) & numbers[SLOT_MASK]!;
    let before = heads[slot]!;
    if (before === event) {
      heads[slot] = record[event | NEXT]!;
      if (heads[slot] === NO_EVENT) bits[slot >> 5] = bits[slot >> 5]! & ~(1 << (slot & 31));
      return true;
    }
    for (let step = 0; step < SEARCH_MAX; step++) {
      const following = record[before | NEXT]!;
      if (following === event) {
        record[before | NEXT] = record[event | NEXT]!;
        return true;
      }
      before = following;
    }
    return false;
  }

  return { push, cancel, next, take };
}
