/**
 * Where a connection's row keeps what: words of its record, of its setup, and bits of two words that hold several things.
 *
 * The record is a cache line of 64 bytes, in words of four or eight: all that a connection's end asks for, which comes when nothing of the row is in the
 * cache any more. Columns, one array each, cost up to fourteen lines there, and at every use the loads that find the array. What is asked for
 * only until the connection is served stands apart, 32 bytes.
 */

/** Words of 4 bytes: 16 a record. */
export const RECORD_SHIFT = 4;
/** Words of 8 bytes: 8 a record, of which these take the first six words of 4. */
export const INSTANT_SHIFT = 3;
export const OFFERED_AT = 0;
export const FIRST_BYTE_AT = 1;
export const LATENCY_OFFSET = 2;
export const EVENT = 6;
export const MEMBER = 7;
export const FOLLOWING = 8;
export const PATH = 9;
export const SECOND_LAYER_GFE = 10;
export const FLOW_HASH = 11;
/** Maglev machine in the low half, first-layer GFE in the high one, both signed. */
export const FIRST_LAYER = 12;
/** State and marks, below. */
export const STATUS = 13;
export const CLIENT = 14;
export const VISIT = 15;

/** Words of 4 bytes: 8 a setup. */
export const SETUP_SHIFT = 3;
/** Words of 8 bytes: 4 a setup, of which these take the first four words of 4. */
export const SPAN_SHIFT = 2;
export const HOLD = 0;
export const SERVICE = 1;
export const NETWORK = 4;
export const CLIENT_HASH = 5;
export const CHOICE = 6;

/** In STATUS: the state, in the low byte. */
export const STATE_MASK = 0xff;
/** In STATUS. */
export const REMEMBERED = 0x100;
export const CUT_IDLE = 0x200;
export const ABANDONED = 0x400;
/** In STATUS: lost SYNs, from this bit on. */
export const LOST_SYNS_SHIFT = 16;
