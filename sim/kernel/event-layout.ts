/**
 * Where the event queue keeps what: the words of an event's record and the slots of its clock.
 *
 * A file of constants alone, without an import before them: only from such a file does esbuild write constants into the code that uses them
 * (`minifySyntax`). Elsewhere it turns `const` into `var`, which V8 must load and check at every use (measured: 35 % of the queue's time).
 */

/** No event: the end of a list, or nothing pending. */
export const NO_EVENT = -1;

/** An event's record is four 32-bit words, a quarter of a cache line; its handle is the place of the first. */
export const RECORD_SHIFT = 2;
/** Handle of the next event in the same list. */
export const NEXT = 0;
/** Number of the handler; with DEAD added once cancelled. */
export const TARGET = 1;
export const SUBJECT = 2;

export const HANDLER_MAX = 0xffff;
/** Cancelled where unlinking would take a search: skipped and freed when its turn comes. */
export const DEAD = 0x10000;
/** Instant of a record that holds no event. */
export const FREE = -1;

/** The instant being served, us. */
export const NOW = 0;
/** Events before this instant are in the due list; buckets begin here. A whole number of widths, us. */
export const DUE_BEFORE = 1;
/** Events from this instant on are in overflow, us. */
export const WINDOW_END = 2;
/** When DUE_BEFORE reaches this, the window is half used and moves on, us. */
export const EXTEND_AT = 3;
/** Width of a bucket: a power of two of microseconds. */
export const WIDTH = 4;
/** 1 / WIDTH. */
export const PER_WIDTH = 5;
/** Nothing from this instant on is asked for: the next arrival from outside, or the end of the run, us. */
export const BOUND = 6;
/** No event in overflow is earlier; a bound, because cancelling does not raise it, us. */
export const OVERFLOW_EARLIEST = 7;
/** Instant at which the width was last looked at, us. */
export const LOOKED_AT = 8;
export const CLOCK_SLOTS = 16;
