/**
 * Goal: an entry that a flow left with a machine is found once, when the flow comes back to that
 * machine, and is gone with the flow.
 * Method: hand cases; random programs beside a map, with more rows and entries than the store starts with.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeftEntries } from '../../../../sim/designs/anycast-proxy/left-entries.ts';

describe('left entries', () => {
  it('are found once, by row and machine', () => {
    const entries = new LeftEntries();
    entries.add(7, 3, 100);
    entries.add(7, 4, 200);
    entries.add(8, 3, 300);
    expect([entries.take(7, 5), entries.take(9, 3), entries.take(100_000, 3)]).toEqual([-1, -1, -1]);
    expect([entries.take(7, 3), entries.take(7, 3), entries.take(7, 4), entries.take(8, 3)]).toEqual([
      100, -1, 200, 300,
    ]);
  });

  it('are gone with the connection, for the next one in its row', () => {
    const entries = new LeftEntries();
    entries.add(2, 1, 5);
    entries.forget(2);
    expect(entries.take(2, 1)).toBe(-1);
    entries.forget(2);
    entries.forget(5_000);
  });

  it('agree with a map, however many there are', () => {
    const step = fc.tuple(fc.constantFrom('add', 'take', 'forget'), fc.nat(2_500), fc.nat(4));
    fc.assert(
      fc.property(fc.array(step, { minLength: 50, maxLength: 400 }), (steps) => {
        const entries = new LeftEntries();
        const model = new Map<string, number>();
        // More than the first allocation holds.
        for (let row = 0; row < 1_500; row++) {
          entries.add(row, 9, row);
          model.set(`${row} 9`, row);
        }
        steps.forEach(([what, row, machine], now) => {
          const key = `${row} ${machine}`;
          if (what === 'add' && !model.has(key)) {
            entries.add(row, machine, now);
            model.set(key, now);
          } else if (what === 'take') {
            expect(entries.take(row, machine)).toBe(model.get(key) ?? -1);
            model.delete(key);
          } else if (what === 'forget') {
            entries.forget(row);
            for (const other of [0, 1, 2, 3, 4, 9]) model.delete(`${row} ${other}`);
          }
        });
        for (const [key, leftAt] of model) {
          const [row, machine] = key.split(' ').map(Number) as [number, number];
          expect(entries.take(row, machine)).toBe(leftAt);
        }
      }),
      { numRuns: 50 },
    );
  });
});
