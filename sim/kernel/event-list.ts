/**
 * Lists of events, linked through their records: turned around, counted, sorted. None of it allocates.
 */
import { NEXT, NO_EVENT, RECORD_SHIFT } from './event-layout.ts';

/** Turns a list around in place and returns its new head. */
export function reversed(record: Int32Array, list: number): number {
  let head = NO_EVENT;
  for (let event = list; event !== NO_EVENT; ) {
    const next = record[event | NEXT]!;
    record[event | NEXT] = head;
    head = event;
    event = next;
  }
  return head;
}

export function lengthOf(record: Int32Array, list: number): number {
  let length = 0;
  for (let event = list; event !== NO_EVENT; event = record[event | NEXT]!) length++;
  return length;
}

/** Links `list` before `rest`; `list` is not empty. Returns how many it has. */
export function linkBefore(record: Int32Array, list: number, rest: number): number {
  let length = 1;
  let last = list;
  for (; record[last | NEXT] !== NO_EVENT; length++) last = record[last | NEXT]!;
  record[last | NEXT] = rest;
  return length;
}

/**
 * Sorts a list, latest scheduled first, by time with equal times in the order of scheduling, and merges it with
 * `sorted`, all of whose events were scheduled later. Merge sort: O(n log n), for the rare bucket with many events.
 */
export function mergeSorted(time: Float64Array, record: Int32Array, list: number, sorted: number): number {
  return merge(time, record, sort(time, record, list, lengthOf(record, list)), sorted);
}

/** Sorts the first `length` events of a list. */
function sort(time: Float64Array, record: Int32Array, list: number, length: number): number {
  if (length === 1) {
    record[list | NEXT] = NO_EVENT;
    return list;
  }
  const half = length >> 1;
  let middle = list;
  for (let step = 0; step < half; step++) middle = record[middle | NEXT]!;
  const scheduledLater = sort(time, record, list, half);
  return merge(time, record, sort(time, record, middle, length - half), scheduledLater);
}

/** Merges two sorted lists; of equal times, those of `first` come first. */
function merge(time: Float64Array, record: Int32Array, first: number, second: number): number {
  let a = first;
  let b = second;
  let head = NO_EVENT;
  let last = NO_EVENT;
  while (a !== NO_EVENT && b !== NO_EVENT) {
    let taken = a;
    if (time[a >> RECORD_SHIFT]! <= time[b >> RECORD_SHIFT]!) a = record[a | NEXT]!;
    else {
      taken = b;
      b = record[b | NEXT]!;
    }
    if (last === NO_EVENT) head = taken;
    else record[last | NEXT] = taken;
    last = taken;
  }
  const rest = a === NO_EVENT ? b : a;
  if (last === NO_EVENT) return rest;
  record[last | NEXT] = rest;
  return head;
}
