/**
 * e^-x out of additions, multiplications and divisions only, so that every engine gives the
 * same bits (`Math.exp` need not).
 *
 * The diagonal Padé approximant of order 3, after halving x until it is at most an eighth, and squaring as
 * often. Relative error below 1e-8.
 */
const SMALL = 0.125;
/** e^-60 is below 1e-26: nothing, of any count. */
const NOTHING_FROM = 60;

/** @param x at least 0 */
export function decayFactor(x: number): number {
  if (x > NOTHING_FROM) return 0;
  let squarings = 0;
  let part = x;
  while (part > SMALL) {
    part /= 2;
    squarings++;
  }
  const square = part * part;
  const even = 120 + 12 * square;
  const odd = part * (60 + square);
  let factor = (even - odd) / (even + odd);
  for (; squarings > 0; squarings--) factor *= factor;
  return factor;
}
