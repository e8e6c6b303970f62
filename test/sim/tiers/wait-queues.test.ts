/**
 * Goal: queues of rows are first come, first served, each server's its own, and let go of a row anywhere.
 * Method: random programs of pushes, takings and removals beside plain arrays.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_ROW, WaitQueues } from '../../../sim/tiers/wait-queues.ts';

const SERVERS = 3;

describe('wait queues', () => {
  it('agree with arrays', () => {
    const program = fc.array(fc.tuple(fc.nat(2), fc.nat(SERVERS - 1), fc.nat(100)), { maxLength: 200 });
    fc.assert(
      fc.property(program, (operations) => {
        const next = new Int32Array(256);
        const links = {
          following: (row: number) => next[row]!,
          follow: (row: number, following: number) => {
            next[row] = following;
          },
        };
        const queues = new WaitQueues(links, SERVERS);
        const lists: number[][] = Array.from({ length: SERVERS }, () => []);
        let nextRow = 0;
        for (const [operation, server, pick] of operations) {
          const list = lists[server]!;
          if (operation === 0) {
            queues.push(nextRow, server);
            list.push(nextRow++);
          } else if (operation === 1) expect(queues.shift(server)).toBe(list.shift() ?? NO_ROW);
          else if (list.length > 0) {
            const [row] = list.splice(pick % list.length, 1);
            queues.remove(row!, server);
          }
          lists.forEach((each, at) => {
            expect(queues.lengthOf(at)).toBe(each.length);
          });
        }
        lists.forEach((each, at) => {
          for (const row of each) expect(queues.shift(at)).toBe(row);
        });
      }),
    );
  });
});
