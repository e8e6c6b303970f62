/**
 * `dividend % divisor` of unsigned 32-bit integers. Hot: the shifts tell V8 that it may divide integers; of doubles,
 * which it takes when it is not told, a remainder costs 20 ns.
 */
export function remainder32(dividend: number, divisor: number): number {
  return ((dividend >>> 0) % (divisor >>> 0)) >>> 0;
}
