/**
 * The buckets of a histogram, as numbers: a file of constants alone, so that they are written into the code (see `sim/kernel/event-layout.ts`).
 */

/** Sub-buckets to an octave: 2 to this power. */
export const SUB_BUCKET_BITS = 7;
export const SUB_BUCKETS = 1 << SUB_BUCKET_BITS;
/** 1 us up to 2^30 us (18 minutes); longer values share the last bucket, and `max` keeps the longest exactly. */
export const OCTAVES = 30;
/** Bucket 0 holds values below 1 us. */
export const BUCKET_COUNT = 1 + OCTAVES * SUB_BUCKETS;

/** The high word of a double, shifted right by this, is its exponent and the bits of the sub-bucket. */
export const HIGH_WORD_SHIFT = 20 - SUB_BUCKET_BITS;
/** That of 1 us: the exponent's bias. */
export const FIRST_BUCKET = 1023 << SUB_BUCKET_BITS;
