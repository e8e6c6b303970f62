/**
 * Goal: a span of the run takes the intervals that lie in it whole, and no other.
 * Method: a table over a run of 60 in intervals of 10, and one that ends in a short interval.
 */
import { expect, it } from 'vitest';
import { wholeIntervals } from '../../../sim/metrics/interval-range.ts';

it.each([
  { what: 'aligned', start: 10, end: 40, run: 60, range: [1, 4] },
  { what: 'starts inside an interval', start: 11, end: 40, run: 60, range: [2, 4] },
  { what: 'ends inside an interval', start: 10, end: 39, run: 60, range: [1, 3] },
  { what: 'the whole run', start: 0, end: 60, run: 60, range: [0, 6] },
  { what: 'the run ends inside an interval: that one counts', start: 10, end: 65, run: 65, range: [1, 7] },
  { what: 'a window beyond a run cut short', start: 40, end: 60, run: 30, range: [4, 4] },
  { what: 'shorter than an interval', start: 12, end: 18, run: 60, range: [2, 2] },
])('$what', ({ start, end, run, range }) => {
  expect(wholeIntervals({ start, end }, 10, run)).toEqual({ first: range[0], end: range[1] });
});
