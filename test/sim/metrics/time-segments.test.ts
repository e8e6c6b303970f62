/**
 * Goal: an instant is in a window exactly when its segment is one of the window's, whatever the
 * windows and the order of asking.
 * Method: a table by hand, and random windows and instants against the definition of a
 * window (fast-check prints the seed).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_SEGMENT, TimeSegments } from '../../../sim/metrics/time-segments.ts';

describe('TimeSegments', () => {
  it('cuts overlapping windows where either begins or ends, and leaves out what is in none', () => {
    const segments = new TimeSegments([
      { start: 10, end: 40 },
      { start: 20, end: 30 },
      { start: 50, end: 60 },
    ]);
    expect(segments.ofWindow).toEqual([[0, 1, 2], [1], [3]]);
    const instants = [0, 9, 10, 19, 20, 29, 30, 39, 40, 49, 50, 59, 60, 0, 59];
    const expected = [-1, -1, 0, 0, 1, 1, 2, 2, -1, -1, 3, 3, -1, -1, 3];
    expect(instants.map((us) => segments.at(us))).toEqual(expected);
  });

  it('has no segment where there is no window, nor in an empty one', () => {
    expect(new TimeSegments([]).at(5)).toBe(NO_SEGMENT);
    const empty = new TimeSegments([{ start: 5, end: 5 }]);
    expect([empty.at(5), empty.count]).toEqual([NO_SEGMENT, 0]);
  });

  it('agrees with the definition of a window for random windows and instants', () => {
    const span = fc.tuple(fc.nat(50), fc.nat(20)).map(([start, length]) => ({ start, end: start + length }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), fc.array(fc.nat(80), { maxLength: 40 }), (windows, instants) => {
        const segments = new TimeSegments(windows);
        for (const us of instants) {
          const segment = segments.at(us);
          windows.forEach(({ start, end }, window) => {
            expect(segments.ofWindow[window]!.includes(segment)).toBe(us >= start && us < end);
          });
        }
      }),
    );
  });
});
