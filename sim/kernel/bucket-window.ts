/**
 * The window of buckets of the event queue: heads of lists in a ring, and a bitmap that finds the
 * next non-empty one with `clz32`.
 *
 * The bucket of an instant is `instant / width`, and its slot in the ring the low bits of that: both powers of two, so
 * this is one exact multiplication and a mask, at any instant up to 2^53 us, with no origin to move. The queue keeps no
 * more buckets in use than the ring has slots. Functions of the arrays and not a class: V8 compiles them into the
 * queue's closures, where the arrays are constants.
 */
import { NO_EVENT } from './event-layout.ts';
import { MAX_BUCKETS, MIN_BUCKETS, OCCUPANCY_SLACK, TARGET_OCCUPANCY } from './tuning.ts';

/** Puts an event at the head of a bucket's list and returns the one that was there. Hot. */
export function prependToBucket(heads: Int32Array, bits: Int32Array, slot: number, event: number): number {
  const head = heads[slot]!;
  heads[slot] = event;
  bits[slot >> 5] = bits[slot >> 5]! | (1 << (slot & 31));
  return head;
}

/** Empties a bucket and returns its list. Hot. */
export function takeBucket(heads: Int32Array, bits: Int32Array, slot: number): number {
  const head = heads[slot]!;
  heads[slot] = NO_EVENT;
  bits[slot >> 5] = bits[slot >> 5]! & ~(1 << (slot & 31));
  return head;
}

/** Buckets from the one in `slot` to the first that is not empty; there must be one. Hot. */
export function distanceToNonEmpty(bits: Int32Array, slotMask: number, slot: number): number {
  let word = slot >> 5;
  let ahead = (bits[word]! >>> (slot & 31)) | 0;
  let distance = 0;
  if (ahead === 0) {
    const wordMask = slotMask >> 5;
    distance = 32 - (slot & 31);
    word = (word + 1) & wordMask;
    while (bits[word] === 0) {
      distance = (distance + 32) | 0;
      word = (word + 1) & wordMask;
    }
    ahead = bits[word]!;
  }
  return (distance + 31 - Math.clz32(ahead & -ahead)) | 0;
}

/** Width that suits a rate of events: a power of two of microseconds. */
export function widthFor(eventsPerUs: number): number {
  return 2 ** Math.max(0, Math.round(Math.log2(TARGET_OCCUPANCY / eventsPerUs)));
}

/** Whether a width is near enough to the one that suits. */
export function isWidthFit(widthUs: number, eventsPerUs: number): boolean {
  const ratio = (widthUs * eventsPerUs) / TARGET_OCCUPANCY;
  return ratio < OCCUPANCY_SLACK && ratio > 1 / OCCUPANCY_SLACK;
}

/** Buckets for a window about four times as long as an event waits on average, so that few go to overflow. */
export function bucketCountFor(pendingCount: number): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, pendingCount)));
  return Math.min(MAX_BUCKETS, Math.max(MIN_BUCKETS, wanted));
}
