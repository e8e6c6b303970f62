/**
 * Goal: a machine's table holds at most its capacity, and an entry leaves when it has been idle for the expiry: never
 * before, and at most one cell of the ring (a 32nd of the expiry) after.
 * Method: timelines by hand; random programs beside a list of expiry instants.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectionTable } from '../../../sim/maglev/connection-table.ts';

const EXPIRY = 3_200;
const CELL = EXPIRY / 32;

describe('capacity', () => {
  it('bounds what is remembered', () => {
    const table = new ConnectionTable(1, 3, EXPIRY);
    expect([0, 1, 2, 3].map((now) => table.remember(0, now))).toEqual([true, true, true, false]);
    expect(table.entryCount(0)).toBe(3);
  });

  it('of 0 remembers nothing', () => {
    expect(new ConnectionTable(1, 0, EXPIRY).remember(0, 0)).toBe(false);
  });

  it('is each machine by itself', () => {
    const table = new ConnectionTable(2, 1, EXPIRY);
    expect([table.remember(0, 0), table.remember(1, 0), table.remember(0, 0)]).toEqual([true, true, false]);
  });

  it('is held by a flow as long as it lasts', () => {
    const table = new ConnectionTable(1, 1, EXPIRY);
    table.remember(0, 0);
    expect(table.remember(0, 1_000 * EXPIRY)).toBe(false);
  });
});

describe('expiry', () => {
  it.each([0, 1, CELL - 1, CELL, 12_345])('of a flow that ends at %i frees its entry then, not before', (endedAt) => {
    for (const [ask, isFree] of [
      [endedAt + EXPIRY - 1, false],
      [endedAt + EXPIRY + CELL, true],
    ] as const) {
      const table = new ConnectionTable(1, 1, EXPIRY);
      table.remember(0, 0);
      table.endFlow(0, endedAt);
      expect(table.remember(0, ask)).toBe(isFree);
    }
  });

  it('comes after any length of silence', () => {
    const table = new ConnectionTable(1, 1, EXPIRY);
    table.remember(0, 0);
    table.endFlow(0, 77);
    expect(table.remember(0, 1e12)).toBe(true);
    table.endFlow(0, 1e12 + 5);
    expect(table.remember(0, 1e12 + EXPIRY)).toBe(false);
    expect(table.remember(0, 1e15)).toBe(true);
  });

  it('agrees with a list of instants, within a cell', () => {
    const program = fc.record({
      capacity: fc.integer({ min: 1, max: 6 }),
      steps: fc.array(fc.tuple(fc.nat(2 * EXPIRY), fc.boolean()), { maxLength: 120 }),
    });
    fc.assert(
      fc.property(program, ({ capacity, steps }) => {
        const table = new ConnectionTable(1, capacity, EXPIRY);
        let open = 0;
        let ended: number[] = [];
        let now = 0;
        for (const [gap, opens] of steps) {
          now += gap;
          // Entries that must be gone by now, and those that may be.
          const certainlyHeld = open + ended.filter((at) => now < at + EXPIRY).length;
          const possiblyHeld = open + ended.filter((at) => now < at + EXPIRY + CELL).length;
          if (opens) {
            const isRemembered = table.remember(0, now);
            if (certainlyHeld >= capacity) expect(isRemembered).toBe(false);
            if (possiblyHeld < capacity) expect(isRemembered).toBe(true);
            if (isRemembered) open++;
          } else if (open > 0) {
            open--;
            ended = [...ended, now];
            table.endFlow(0, now);
          }
          expect(table.entryCount(0)).toBeGreaterThanOrEqual(certainlyHeld);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a flow that comes back', () => {
  it.each([0, 1, CELL, EXPIRY / 2, EXPIRY - 1])(
    '%i after its packets ceased finds its entry, which is then held again',
    (pause) => {
      const table = new ConnectionTable(1, 1, EXPIRY);
      table.remember(0, 50);
      table.endFlow(0, 100);
      expect(table.resume(0, 100, 100 + pause)).toBe(true);
      expect(table.entryCount(0)).toBe(1);
      expect(table.remember(0, 100 + 10 * EXPIRY)).toBe(false);
    },
  );

  it('after the expiry finds none, and takes nobody else out', () => {
    const table = new ConnectionTable(1, 3, EXPIRY);
    table.remember(0, 0);
    table.endFlow(0, 100);
    const late = 100 + EXPIRY + CELL;
    table.remember(0, late);
    expect(table.resume(0, 100, late)).toBe(false);
    expect(table.entryCount(0)).toBe(1);
  });
});

describe('a machine that restarts', () => {
  it('has forgotten its flows and those that were expiring; other machines have not', () => {
    const table = new ConnectionTable(2, 2, EXPIRY);
    for (const machine of [0, 0, 1]) table.remember(machine, 0);
    table.endFlow(0, 10);
    table.clear(0);
    expect([table.entryCount(0), table.entryCount(1)]).toEqual([0, 1]);
    // What was expiring does not expire again.
    table.remember(0, 20);
    table.remember(0, 10 + 2 * EXPIRY);
    expect(table.entryCount(0)).toBe(2);
  });
});
