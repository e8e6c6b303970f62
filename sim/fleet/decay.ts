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

/**
 * Lets counts decay in place, by e^-(elapsed / time constant). Hot: takes whole numbers and returns nothing, because V8
 * boxes a fraction that passes a call which it does not inline.
 *
 * @param counts from `first` to before `end`
 * @param elapsedUs at least 0
 */
export function decay(
  counts: Float64Array,
  first: number,
  end: number,
  elapsedUs: number,
  timeConstantUs: number,
): void {
  let part = elapsedUs / timeConstantUs;
  if (part > NOTHING_FROM) {
    counts.fill(0, first, end);
    return;
  }
  let squarings = 0;
  while (part > SMALL) {
    part /= 2;
    squarings++;
  }
  const square = part * part;
  const even = 120 + 12 * square;
  const odd = part * (60 + square);
  let factor = (even - odd) / (even + odd);
  for (; squarings > 0; squarings--) factor *= factor;
  for (let at = first; at < end; at++) counts[at]! *= factor;
}

/** What decay leaves of 1. Allocates. */
export function decayFactor(elapsedUs: number, timeConstantUs: number): number {
  const one = Float64Array.of(1);
  decay(one, 0, 1, elapsedUs, timeConstantUs);
  return one[0]!;
}
