/**
 * Further independent bits from a connection's one random choice: the zone used it as it is, so all else
 * needs bits that do not follow it.
 *
 * An avalanche over the choice and the number of the draw. Every draw has its number here,
 * so that no two share their bits.
 */
import { avalanche } from '../kernel/avalanche.ts';

/** Which member; and the second one to compare it with. */
export const MEMBER_DRAW = 1;
export const SECOND_MEMBER_DRAW = 2;
/** Whether a GFE keeps to its own zone. */
export const ZONE_PREFERENCE_DRAW = 3;
/** Which region, where failing health makes a nearer one pass on a share. */
export const FAILOVER_DRAW = 4;
/** The two halves of a key's place on a hash ring. */
export const RING_HIGH_DRAW = 5;
export const RING_LOW_DRAW = 6;

/** 32 bits, unsigned. */
export function mixChoice(choice: number, draw: number): number {
  return avalanche(choice ^ Math.imul(draw, 0x9e3779b1)) >>> 0;
}
