/**
 * Goal: the heap gives out rows by (finish, order of arrival) and lets go of any row that is taken out.
 * Method: random programs of pushes, pops and removals beside a sorted list.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FinishHeap } from '../../../sim/tiers/finish-heap.ts';

describe('finish heap', () => {
  it('agrees with a sorted list', () => {
    const program = fc.array(fc.tuple(fc.nat(9), fc.nat(20), fc.nat(1_000)), { maxLength: 300 });
    fc.assert(
      fc.property(program, (operations) => {
        const heap = new FinishHeap();
        const list: { finish: number; row: number }[] = [];
        let nextRow = 0;
        for (const [operation, finish, pick] of operations) {
          if (operation < 6 || list.length === 0) {
            const row = nextRow++;
            heap.push(finish, row);
            const after = list.findIndex((entry) => entry.finish > finish);
            list.splice(after < 0 ? list.length : after, 0, { finish, row });
          } else if (operation < 8) {
            expect(heap.firstFinish).toBe(list[0]!.finish);
            expect(heap.pop()).toBe(list.shift()!.row);
          } else {
            const [removed] = list.splice(pick % list.length, 1);
            heap.remove(removed!.row);
          }
          expect(heap.count).toBe(list.length);
        }
        expect(Array.from({ length: list.length }, () => heap.pop())).toEqual(list.map(({ row }) => row));
      }),
      { numRuns: 300 },
    );
  });

  it('asserts that what is removed is there', () => {
    const heap = new FinishHeap();
    heap.push(1, 5);
    heap.pop();
    expect(() => heap.remove(5)).toThrow(/connection 5 is not in progress here/);
  });
});
