/**
 * Where a connection's row keeps what: words of its record, of its setup, and bits of two
 * words that hold several things.
 *
 * The record is a cache line of 64 bytes, in words of four or eight: all that a connection's end asks for, which
 * comes when nothing of the row is in the cache any more. Columns, one array each, cost up to fourteen lines
 * there, and at every use the loads that find the array. What is asked for only until the connection is served is
 * its setup, 32 bytes in a pool: few connections of those open are being set up, so that few setups are ever
 * touched, and stay in the cache.
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
/** Place of the first word of its setup, or none; of a free row the next free one. */
export const SETUP = 8;
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
/**
 * Words of 8 bytes: 4 a setup, of which these take the first four words of 4; from the place of a
 * setup's first word of 4 half as far.
 */
export const HOLD = 0;
export const SERVICE = 1;
export const NETWORK = 4;
export const CLIENT_HASH = 5;
export const CHOICE = 6;
/** The next row in the member's accept queue; of a free setup the next free one. */
export const FOLLOWING = 7;

/** In STATUS: the state, in the low byte. */
export const STATE_MASK = 0xff;
/** In STATUS. */
export const REMEMBERED = 0x100;
export const CUT_IDLE = 0x200;
export const ABANDONED = 0x400;
/** In STATUS: lost SYNs, from this bit on. */
export const LOST_SYNS_SHIFT = 16;

const ROWS_MIN = 1_024;
/** Room for more is made when it is needed, however many are expected: 1.6 GB. */
const ROWS_AT_FIRST_MAX = 16_777_216;
/** Those being set up or turned away are not among those expected. */
const ROOM_TO_SPARE = 1.1;

/** How many rows there is room for at first, where so many are expected to be open at a time. */
export function rowsAtFirst(expected: number): number {
  return Math.ceil(Math.min(ROWS_AT_FIRST_MAX, Math.max(ROWS_MIN, expected * ROOM_TO_SPARE)));
}
