/** Goal: runs that cover a table exactly. Method: tables by hand and a round trip on random ones. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runLengthText, slotRuns } from '../../../../sim/maglev/analysis/run-length.ts';

it('writes owner(length)', () => {
  expect(runLengthText(Int32Array.of(2, 2, 2, 0, 1, 1))).toBe('2(3),0(1),1(2)');
  expect(runLengthText(new Int32Array(0))).toBe('');
});

it('runs put together are the table, and neighbours differ', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 3 }), { maxLength: 40 }), (slots) => {
      const runs = slotRuns(Int32Array.from(slots));
      expect(runs.flatMap(({ owner, length }) => new Array<number>(length).fill(owner))).toEqual(slots);
      for (const [at, run] of runs.entries()) {
        if (at > 0) expect(run.owner).not.toBe(runs[at - 1]!.owner);
        expect(run.firstSlot).toBe(runs.slice(0, at).reduce((sum, { length }) => sum + length, 0));
      }
    }),
  );
});
