/**
 * Where a row of `tier-connections` keeps what: words of its record, and of what only connections
 * over TCP need, which stands apart.
 *
 * The record is a cache line of 64 bytes: all that a request over a kept connection takes. Columns, one array each,
 * cost a line for each of them, and at every use the loads that find the array.
 */

/** Words of 4 bytes: 16 a record. */
export const RECORD_SHIFT = 4;
export const FOLLOWING = 0;
export const PREVIOUS = 1;
export const ORIGIN = 2;
export const TICKET = 3;
export const SERVER = 4;
export const KIND = 5;
export const SENT_COUNT = 6;
export const TLS = 7;
export const SERVER_END = 8;
export const CLIENT_END = 9;
export const HAS_DATA = 10;
export const OUTCOME = 11;
export const PHASE = 12;
export const PROCESS = 13;
export const TIER_TIMER = 14;
export const ONWARD = 15;

/** Words of 4 bytes: 8 a row, of which the first two are one of 8 bytes, of 4 a row. */
export const FAR_SHIFT = 3;
export const SPAN_SHIFT = 2;
export const OPEN_FOR_US = 0;
export const RTT_US = 2;
export const SYN_ACK_COUNT = 3;
export const IN_FLIGHT = 4;
export const CLIENT_TIMER = 5;
export const GIVE_UP_TIMER = 6;
export const SYN_ACK_TIMER = 7;
