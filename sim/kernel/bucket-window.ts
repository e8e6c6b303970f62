/**
 * The window of buckets of the event queue: heads of lists in a ring, and a bitmap that finds the next non-empty one with `clz32`.
 *
 * The bucket of an instant is `instant / width`, and its slot in the ring the low bits of that: both powers of two, so this is one exact
 * multiplication and a mask, at any instant up to 2^53 us, with no origin to move. The queue keeps no more buckets in use than the ring has slots.
 */
import { NO_EVENT } from './event-layout.ts';
import { INITIAL_BUCKETS, MAX_BUCKETS, MIN_BUCKETS, OCCUPANCY_SLACK, TARGET_OCCUPANCY } from './tuning.ts';

export class BucketWindow {
  #heads = new Int32Array(INITIAL_BUCKETS).fill(NO_EVENT);
  #bits = new Int32Array(INITIAL_BUCKETS >> 5);
  #slotMask = INITIAL_BUCKETS - 1;

  get bucketCount(): number {
    return this.#heads.length;
  }

  /** First event of a bucket; buckets are given by number, of which the low bits count. */
  headOf(bucket: number): number {
    return this.#heads[bucket & this.#slotMask]!;
  }

  /** Puts an event at the head of a bucket's list and returns the one that was there. Hot. */
  prepend(bucket: number, event: number): number {
    const slot = bucket & this.#slotMask;
    const heads = this.#heads;
    const head = heads[slot]!;
    heads[slot] = event;
    this.#bits[slot >> 5]! |= 1 << (slot & 31);
    return head;
  }

  /** Replaces the head of a non-empty bucket; with NO_EVENT the bucket is empty. */
  setHead(bucket: number, head: number): void {
    const slot = bucket & this.#slotMask;
    this.#heads[slot] = head;
    if (head === NO_EVENT) this.#bits[slot >> 5]! &= ~(1 << (slot & 31));
  }

  /** Empties a bucket and returns its list. Hot. */
  take(bucket: number): number {
    const slot = bucket & this.#slotMask;
    const heads = this.#heads;
    const head = heads[slot]!;
    heads[slot] = NO_EVENT;
    this.#bits[slot >> 5]! &= ~(1 << (slot & 31));
    return head;
  }

  /** Buckets from this one to the first that is not empty; there must be one. Hot. */
  distanceToNonEmpty(bucket: number): number {
    const bits = this.#bits;
    const slot = bucket & this.#slotMask;
    let word = slot >> 5;
    let ahead = (bits[word]! >>> (slot & 31)) | 0;
    let distance = 0;
    if (ahead === 0) {
      const wordMask = bits.length - 1;
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

  /** Makes the ring anew, empty; `bucketCount` is a power of two, at least 32. */
  resize(bucketCount: number): void {
    this.#heads = new Int32Array(bucketCount).fill(NO_EVENT);
    this.#bits = new Int32Array(bucketCount >> 5);
    this.#slotMask = bucketCount - 1;
  }
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
