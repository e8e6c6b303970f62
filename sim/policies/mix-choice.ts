/**
 * Further independent bits from a connection's one random choice: the zone used it as it is, so members need bits that do not follow it.
 *
 * An avalanche over the choice and the number of the draw.
 */
import { avalanche } from '../kernel/avalanche.ts';

/** 32 bits, unsigned. */
export function mixChoice(choice: number, draw: number): number {
  return avalanche(choice ^ Math.imul(draw, 0x9e3779b1)) >>> 0;
}
