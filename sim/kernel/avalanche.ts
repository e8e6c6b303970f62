/**
 * Every bit of a 32-bit word touches every bit of the result: the finaliser of MurmurHash3
 * (Austin Appleby, SMHasher, `fmix32`).
 *
 * A permutation of the 32-bit words; signed, so that callers that want it unsigned shift it.
 */
export function avalanche(word: number): number {
  const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}
