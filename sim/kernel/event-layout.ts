/**
 * Where the event queue keeps what: the words of an event's record, the slots of its clock and of its numbers.
 *
 * A file of constants alone: esbuild writes them into the code that uses them (`minifySyntax`), where a variable would
 * be loaded and checked at every use (measured: 35 % of the queue's time). Of other files of `sim/` a plugin of the
 * build takes the numbers apart (`cli/build/constants-apart.ts`).
 */

/**
 * No event: the end of a list, or nothing pending. Record 0 stands for it, due never and dead, so that no list
 * has to be checked for its end.
 */
export const NO_EVENT = 0;

/** An event's record is four 32-bit words, a quarter of a cache line; its handle is the place of the first. */
export const RECORD_SHIFT = 2;
/** Handle of the next event in the same list. */
export const NEXT = 0;
/** Number of the handler; with DEAD added once cancelled. */
export const TARGET = 1;
export const SUBJECT = 2;
/** Of an event in overflow, which may leave from the middle: the one before it in the list. */
export const PREVIOUS = 3;

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
/** The run goes up to and including this instant, us. */
export const END = 9;
/** The next arrival from outside the queue, us. */
export const ARRIVAL_AT = 10;
/** Events and arrivals served. */
export const EVENT_COUNT = 11;
export const CLOCK_SLOTS = 16;

/** First event of the due list. */
export const DUE_HEAD = 0;
/** The last event put into the due list out of turn: where the search for the next one's place begins. */
export const LAST_INSERTED = 1;
/** First of the records that were used and are free again. */
export const FREE_HEAD = 2;
/** Records used so far, record 0 among them: those from here on were never used. */
export const USED_COUNT = 3;
/** Records in any list: pending and dead. */
export const HELD_COUNT = 4;
export const DEAD_COUNT = 5;
export const OVERFLOW_HEAD = 6;
export const OVERFLOW_COUNT = 7;
/** Number of buckets, a power of two, less one. */
export const SLOT_MASK = 8;
export const EVENTS_UNTIL_LOOK = 9;
/** Steps of long walks through the due list since the width was last narrowed for them. */
export const WALKED_COUNT = 10;
/** From where EVENTS_UNTIL_LOOK counts down. */
export const LOOK_EVENTS = 11;
/** Events that stayed in overflow when it was gone through for the window, since the width was last looked at. */
export const PASSED_OVER_COUNT = 12;
/**
 * At least 32, as the clock has at least 16: V8 keeps arrays of up to 64 bytes on its heap, where
 * their address is not constant.
 */
export const NUMBER_SLOTS = 32;
