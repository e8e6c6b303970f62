/**
 * A mergeable histogram of durations: log-linear buckets (128 to an octave), as in HdrHistogram,
 * without a library's cost per record.
 *
 * The bucket number is read off the bits of the double: its exponent and the top seven bits of its mantissa. A bucket
 * is at most 1/128 = 0.8 % of its values wide, and a quantile is interpolated inside its bucket, so it is never further
 * off than that. Without interpolation the quantiles of several replications would fall on the same step and look as if
 * they did not vary. Merging adds counts: exact, and independent of order. Counters are kept for the octaves in use
 * only, because the latencies of one flow span few of them.
 */

import { BUCKET_COUNT, FIRST_BUCKET, HIGH_WORD_SHIFT, SUB_BUCKET_BITS, SUB_BUCKETS } from './histogram-layout.ts';

/** Counters are allocated in whole pages of this many, about one octave, so that they seldom grow. */
const PAGE_SIZE = SUB_BUCKETS;

/** Two views of the same eight bytes: how a double's bits are read without allocating. Scratch, not state. */
const scratchDouble = new Float64Array(1);
const scratchWords = new Uint32Array(scratchDouble.buffer);
const HIGH_WORD = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;

/** Words of `#moments`: sum, minimum and maximum of the records, us, and how many there are. */
const SUM = 0;
const MIN = 1;
const MAX = 2;
const TOTAL = 3;

/** What a bucket's 32-bit counter can hold, and so the most records there may be. */
const TOTAL_MAX = 0xffffffff;

/**
 * `p * total` may come out a rounding above the whole number it means (0.07 x 100); far above
 * that error, far below one record.
 */
const RANK_TOLERANCE = 1e-6;

/** Non-empty buckets only, in order: what a run record carries. */
export interface HistogramData {
  readonly bucket: Uint16Array;
  readonly count: Float64Array;
  readonly total: number;
  readonly sumUs: number;
  readonly minUs: number;
  readonly maxUs: number;
}

export function bucketOf(us: number): number {
  if (us < 1) return 0;
  scratchDouble[0] = us;
  const bucket = 1 + (scratchWords[HIGH_WORD]! >>> HIGH_WORD_SHIFT) - FIRST_BUCKET;
  return bucket < BUCKET_COUNT ? bucket : BUCKET_COUNT - 1;
}

/** Smallest value of a bucket, us. */
export function bucketLowUs(bucket: number): number {
  if (bucket === 0) return 0;
  const octave = (bucket - 1) >> SUB_BUCKET_BITS;
  const sub = (bucket - 1) & (SUB_BUCKETS - 1);
  return (1 << octave) * (1 + sub / SUB_BUCKETS);
}

/** Smallest value above a bucket, us. */
export function bucketHighUs(bucket: number): number {
  return bucketLowUs(bucket + 1);
}

export class Histogram {
  /** Counters of buckets `#first` and up; all others are 0. */
  #counts = new Uint32Array(0);
  #first = 0;
  /** In an array, because V8 boxes each double that is written to a field, and checks each small integer. */
  readonly #moments = Float64Array.of(0, Number.MAX_VALUE, 0, 0);

  /** One histogram of several records' data, added in the order given. */
  static merged(parts: readonly HistogramData[]): Histogram {
    const histogram = new Histogram();
    for (const part of parts) histogram.add(part);
    return histogram;
  }

  get total(): number {
    return this.#moments[TOTAL]!;
  }

  record(us: number): void {
    this.recordIn(bucketOf(us), us);
  }

  /**
   * Records a value whose bucket is known, because others record it too. Hot. Allocates only when it falls into
   * an octave outside all before it.
   */
  recordIn(bucket: number, us: number): void {
    let at = bucket - this.#first;
    // Both sides unsigned 32-bit, or V8 compares doubles.
    if (at >>> 0 >= this.#counts.length >>> 0) at = this.#cover(bucket);
    this.#counts[at]!++;
    const moments = this.#moments;
    moments[TOTAL]!++;
    moments[SUM]! += us;
    if (us < moments[MIN]!) moments[MIN] = us;
    if (us > moments[MAX]!) moments[MAX] = us;
  }

  /** Throws when the sum would pass 2^32 - 1 records. */
  add(data: HistogramData): void {
    if (this.total + data.total > TOTAL_MAX) throw new RangeError('a histogram holds at most 2^32 - 1 records');
    for (let i = 0; i < data.bucket.length; i++) {
      const bucket = data.bucket[i]!;
      let at = bucket - this.#first;
      if (at >>> 0 >= this.#counts.length) at = this.#cover(bucket);
      this.#counts[at]! += data.count[i]!;
    }
    this.#moments[TOTAL]! += data.total;
    this.#moments[SUM]! += data.sumUs;
    if (data.total > 0) {
      this.#moments[MIN] = Math.min(this.#moments[MIN]!, data.minUs);
      this.#moments[MAX] = Math.max(this.#moments[MAX]!, data.maxUs);
    }
  }

  /** Mean in us; null when empty. Exact, not from buckets. */
  mean(): number | null {
    return this.total === 0 ? null : this.#moments[SUM]! / this.total;
  }

  /**
   * The value below which a share `p` of the records lie, us; null when empty. `p` in 0 .. 1; 0 and 1 give the exact
   * minimum and maximum. At most 0.8 % from the exact order statistic, for values from 1 us to 2^30 us.
   */
  quantile(p: number): number | null {
    if (this.total === 0) return null;
    const min = this.#moments[MIN]!;
    const max = this.#moments[MAX]!;
    if (p <= 0) return min;
    if (p >= 1) return max;
    const rank = Math.max(Math.ceil(p * this.total - RANK_TOLERANCE), 1);
    let below = 0;
    let at = 0;
    while (below + this.#counts[at]! < rank) below += this.#counts[at++]!;
    const value = valueWithin(this.#first + at, (rank - below - 0.5) / this.#counts[at]!);
    return Math.min(Math.max(value, min), max);
  }

  /** The non-empty buckets, for a run record. */
  toData(): HistogramData {
    const counts = this.#counts;
    let used = 0;
    for (let at = 0; at < counts.length; at++) if (counts[at]! > 0) used++;
    const bucket = new Uint16Array(used);
    const count = new Float64Array(used);
    let next = 0;
    for (let at = 0; at < counts.length; at++) {
      if (counts[at]! === 0) continue;
      bucket[next] = this.#first + at;
      count[next] = counts[at]!;
      next++;
    }
    const minUs = this.total === 0 ? 0 : this.#moments[MIN]!;
    return { bucket, count, total: this.total, sumUs: this.#moments[SUM]!, minUs, maxUs: this.#moments[MAX]! };
  }

  /** Grows the counters to reach `bucket`; returns its place among them. */
  #cover(bucket: number): number {
    const page = bucket - (bucket % PAGE_SIZE);
    const isEmpty = this.#counts.length === 0;
    const first = isEmpty ? page : Math.min(page, this.#first);
    const end = isEmpty ? page + PAGE_SIZE : Math.max(page + PAGE_SIZE, this.#first + this.#counts.length);
    const grown = new Uint32Array(end - first);
    grown.set(this.#counts, isEmpty ? 0 : this.#first - first);
    this.#counts = grown;
    this.#first = first;
    return bucket - first;
  }
}

/** Where a record stands that has a share `position` of its bucket's records below it, were they spread evenly. */
function valueWithin(bucket: number, position: number): number {
  const low = bucketLowUs(bucket);
  return low + position * (bucketHighUs(bucket) - low);
}
