/**
 * Further independent bits from a connection's one random choice: the zone used it as it is, so members need bits that do not follow it.
 *
 * The finaliser of MurmurHash3 (Austin Appleby, `fmix32`) over the choice and the number of the draw.
 */

/** 32 bits, unsigned. */
export function mixChoice(choice: number, draw: number): number {
  let bits = (choice ^ Math.imul(draw, 0x9e3779b1)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
