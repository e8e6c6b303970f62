/** The buckets of a histogram, as numbers. */

export const SUB_BUCKET_BITS = 7;
/** Sub-buckets to an octave: 2^7. */
export const SUB_BUCKETS = 128;
/**
 * Bucket 0 holds values below 1 us; after it 30 octaves of 128 go up to 2^30 us (18 minutes). Longer values share the
 * last bucket, and `max` keeps the longest exactly.
 */
export const BUCKET_COUNT = 3_841;

/**
 * The high word of a double, shifted right by this, is its exponent and the bits of the
 * sub-bucket: 20 bits of mantissa less 7.
 */
export const HIGH_WORD_SHIFT = 13;
/** That of 1 us: the exponent's bias, 1023, times 128. */
export const FIRST_BUCKET = 130_944;
