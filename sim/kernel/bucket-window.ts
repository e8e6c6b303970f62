/**
 * The window of buckets of the event queue: list heads in a ring, and a bitmap that finds the next non-empty one with `clz32`.
 *
 * Buckets are numbered from `origin`; numbers in (current, end) map to the ring by their low bits, so all of a window's buckets are
 * distinct as long as it is at most the ring's size. Width and ring size are powers of two.
 */

const EMPTY = -1;
const INITIAL_BUCKETS = 1 << 13;
const MIN_BUCKETS = 1 << 10;
const MAX_BUCKETS = 1 << 21;
const INITIAL_WIDTH_US = 1 << 9;
/** Bucket numbers stay below this; then the origin moves up. */
const REBASE_AT = 1 << 30;
/** Mean events a bucket at which the width is right; a wide plateau around it costs nearly the same (measured: 0.25 to 16). */
const TARGET_OCCUPANCY = 2;
const OCCUPANCY_SLACK = 8;

export class BucketWindow {
  #heads = new Int32Array(INITIAL_BUCKETS).fill(EMPTY);
  #bits = new Int32Array(INITIAL_BUCKETS >> 5);
  #mask = INITIAL_BUCKETS - 1;
  #usedBuckets = 0;
  /** Number of the bucket that bottom holds; it and all before it are empty here. */
  current = 0;
  /** First bucket number beyond the window. */
  end = INITIAL_BUCKETS;
  /** [0] instant at which bucket 0 begins, us; [1] 1 / width. */
  readonly #scale = Float64Array.of(0, 1 / INITIAL_WIDTH_US);

  get isEmpty(): boolean {
    return this.#usedBuckets === 0;
  }

  get isHalfUsed(): boolean {
    return this.end - this.current <= this.#heads.length >> 1;
  }

  /** Number of the bucket of an instant; for far instants some number beyond the window. */
  bucketOf(at: number): number {
    const number = (at - this.#scale[0]!) * this.#scale[1]!;
    return number < REBASE_AT * 2 - 1 ? Math.floor(number) : REBASE_AT * 2 - 1;
  }

  headOf(bucket: number): number {
    return this.#heads[bucket & this.#mask]!;
  }

  setHead(bucket: number, handle: number): void {
    const slot = bucket & this.#mask;
    if (this.#heads[slot] === EMPTY) {
      this.#bits[slot >> 5]! |= 1 << (slot & 31);
      this.#usedBuckets++;
    }
    this.#heads[slot] = handle;
  }

  clear(bucket: number): void {
    const slot = bucket & this.#mask;
    this.#heads[slot] = EMPTY;
    this.#bits[slot >> 5]! &= ~(1 << (slot & 31));
    this.#usedBuckets--;
  }

  /** Empties a bucket and returns its list. */
  take(bucket: number): number {
    const head = this.#heads[bucket & this.#mask]!;
    this.clear(bucket);
    return head;
  }

  /** Number of the first non-empty bucket after the current one. The window must not be empty. */
  nextNonEmpty(): number {
    const bits = this.#bits;
    const wordMask = bits.length - 1;
    const slot = (this.current + 1) & this.#mask;
    let word = slot >> 5;
    let ahead = bits[word]! >>> (slot & 31);
    let distance = 0;
    if (ahead === 0) {
      distance = 32 - (slot & 31);
      word = (word + 1) & wordMask;
      while (bits[word] === 0) {
        distance += 32;
        word = (word + 1) & wordMask;
      }
      ahead = bits[word]!;
    }
    distance += 31 - Math.clz32(ahead & -ahead);
    return this.current + 1 + distance;
  }

  /** Lets the window reach one ring's size beyond the current bucket again. */
  extend(): void {
    if (this.current > REBASE_AT) this.#rebase();
    this.end = this.current + this.#heads.length;
  }

  /** Starts an empty window so that the first bucket after `current` holds `at`. */
  startAt(at: number): void {
    const width = 1 / this.#scale[1]!;
    this.#scale[0] = Math.floor(at / width) * width;
    this.current = -1;
    this.end = this.#heads.length - 1;
  }

  /** Whether width and size suit a rate of `eventsPerUs` taken and `pendingCount` waiting. */
  fits(eventsPerUs: number, pendingCount: number): boolean {
    const ratio = TARGET_OCCUPANCY / eventsPerUs / (1 / this.#scale[1]!);
    return (
      ratio < OCCUPANCY_SLACK && ratio > 1 / OCCUPANCY_SLACK && bucketCountFor(pendingCount) <= this.#heads.length * 2
    );
  }

  /** Changes width and size of an empty window; the current bucket becomes the one that holds `horizon`. */
  retune(eventsPerUs: number, pendingCount: number, horizon: number): void {
    const width = 2 ** Math.max(0, Math.round(Math.log2(TARGET_OCCUPANCY / eventsPerUs)));
    const size = bucketCountFor(pendingCount);
    if (size !== this.#heads.length) {
      this.#heads = new Int32Array(size).fill(EMPTY);
      this.#bits = new Int32Array(size >> 5);
      this.#mask = size - 1;
    }
    this.#scale[0] = Math.floor(horizon / width) * width;
    this.#scale[1] = 1 / width;
    this.current = 0;
    this.end = size;
  }

  /** Moves the origin up by whole rings, so that slots stay where they are. */
  #rebase(): void {
    const size = this.#heads.length;
    const shift = Math.floor(this.current / size) * size;
    this.#scale[0]! += shift / this.#scale[1]!;
    this.current -= shift;
    this.end -= shift;
  }
}

/** Buckets for a window about twice as long as an event waits on average. */
function bucketCountFor(pendingCount: number): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, pendingCount)));
  return Math.min(MAX_BUCKETS, Math.max(MIN_BUCKETS, wanted));
}
