/**
 * Numbers of the kernel that decide its speed and never a result, with what was measured.
 *
 * A file of constants alone, for the reason of `event-layout.ts`.
 */

/**
 * Events that may be pending before the queue's arrays are made anew, twice as long: from then on V8 no longer knows
 * them as constants, which costs 10 to 20 ns an event. Of the 1.8 MB only what is used is ever touched.
 */
export const INITIAL_EVENTS = 65_536;
/**
 * Up to so many expected the arrays are left to double as they need to: few come near what is expected at most,
 * and the copies are 12 MB in all.
 */
export const EVENTS_LEFT_TO_DOUBLE = 524_288;
/** Room for more is made when it is needed, however many are expected: 400 MB. */
export const EVENTS_AT_FIRST_MAX = 16_777_216;
export const INITIAL_WIDTH_US = 512;
export const INITIAL_BUCKETS = 8192;
export const MIN_BUCKETS = 1024;
export const MAX_BUCKETS = 2_097_152;
/**
 * Mean events a bucket at which the width is right. 2 to 8 cost the same up to 10,000 pending, 4 to 8 are best beyond.
 */
export const TARGET_OCCUPANCY = 4;
/** The width is left alone while the mean stays within this factor of the target. */
export const OCCUPANCY_SLACK = 3;
/** Events between two looks at whether the width still fits. */
export const LOOK_PERIOD = 16_384;
/** Beyond this many events in one bucket, a merge sort beats insertion. */
export const INSERTION_SORT_MAX = 24;
/** A walk of more steps through the due list is long: a bucket's worth of events is a few. */
export const WALK_MAX = 64;
/** By what the width is divided when walks are long. */
export const NARROWING = 8;
/** A cancelled event is searched for this far into its bucket; beyond, it stays there as dead. */
export const SEARCH_MAX = 16;

/**
 * Events served per call of the inner loop: short enough that V8 compiles it whole
 * instead of replacing it on the stack.
 */
export const CHUNK = 256;
/** Chunks between two polls of the control. */
export const CHUNKS_PER_POLL = 64;

/** Words of a random stream drawn at a time: its state then stays in registers. */
export const WORDS_AHEAD = 32;
/**
 * Words drawn ahead of an exponential outside its layer, which mostly needs no more: those left over go before
 * the rest of the block, singly.
 */
export const WORDS_OUTSIDE = 2;
