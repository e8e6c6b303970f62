/**
 * Where a journey's record keeps what.
 *
 * The record is a cache line of 64 bytes, in words of four; the first two and the last two are each one word of eight
 * as well, for times that may be no whole number or above 2^31 us (36 minutes). No word of four lies in those.
 *
 * | Words of 4 | Word of 8 | What they hold     |
 * |------------|-----------|--------------------|
 * |    0    1  |     0     | OPEN_FOR_US        |
 * |    2    3  |           | CLIENT    IS_SLOW  |
 * |    4    5  |           | HOLDERS   SITE     |
 * |    6    7  |           | RTT_US    SIDE     |
 * |    8    9  |           | FORM      HANDLE   |
 * |   10   11  |           | GIVE_UP   TICKET   |
 * |   12   13  |           | BACKEND   OUTCOME  |
 * |   14   15  |     7     | BROUGHT_WORK_US    |
 */

/** Words of 4 bytes: 16 a record. */
export const RECORD_SHIFT = 4;
export const CLIENT = 2;
export const IS_SLOW = 3;
/** How many have it in hand. */
export const HOLDERS = 4;
export const SITE = 5;
export const RTT_US = 6;
export const SIDE = 7;
export const FORM = 8;
export const HANDLE = 9;
export const GIVE_UP = 10;
export const TICKET = 11;
export const BACKEND = 12;
export const OUTCOME = 13;

/** Words of 8 bytes: 8 a record. */
export const SPAN_SHIFT = 3;
/** In words of 8: words 0 and 1 of 4. */
export const OPEN_FOR_US = 0;
/** In words of 8: words 14 and 15 of 4. Only of a journey that is its client's connection too. */
export const BROUGHT_WORK_US = 7;
