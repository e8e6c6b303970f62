/**
 * Goal: rows are reused, none is handed out twice, and what they hold survives growth.
 * Method: random allocations and releases beside a set; a fill far beyond the first size.
 */
import { describe, expect, it } from 'vitest';
import { ConnectionStore, FREE_ROW, SETTING_UP } from '../../../sim/fleet/connection-store.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';

describe('connection store', () => {
  it('hands out every row to one connection at a time and knows how many are open', () => {
    const stream = new RandomStreams('store', 0).stream('program');
    const store = new ConnectionStore();
    const open: number[] = [];
    for (let step = 0; step < 50_000; step++) {
      if (stream.uniform() < 0.52 || open.length === 0) {
        const row = store.allocate();
        expect(store.state[row]).toBe(SETTING_UP);
        open.push(row);
      } else {
        const [row] = open.splice(stream.below(open.length), 1);
        store.free(row!);
        expect(store.state[row!]).toBe(FREE_ROW);
      }
      if (store.openCount !== open.length) throw new Error('the store lost count');
    }
    expect(new Set(open).size).toBe(open.length);
    expect(store.rowCount).toBeLessThan(open.length + 3_000);
  });

  it('keeps every column while it grows', () => {
    const store = new ConnectionStore();
    for (let number = 0; number < 5_000; number++) {
      const row = store.allocate();
      store.offeredAt[row] = number * 1e9;
      store.hold[row] = number + 0.5;
      store.clientHash[row] = 0xffffffff - number;
      store.secondLayerGfe[row] = number % 1_000;
      store.isRemembered[row] = number & 1;
      store.path[row] = number * 3;
    }
    for (let row = 0; row < 5_000; row++) {
      const columns = [store.offeredAt, store.hold, store.clientHash, store.secondLayerGfe, store.isRemembered];
      expect([...columns.map((column) => column[row]), store.path[row]]).toEqual([
        row * 1e9,
        row + 0.5,
        0xffffffff - row,
        row % 1_000,
        row & 1,
        row * 3,
      ]);
    }
  });

  it('clears what a row must not inherit', () => {
    const store = new ConnectionStore();
    const row = store.allocate();
    store.member[row] = 5;
    store.event[row] = 9;
    store.free(row);
    expect(store.allocate()).toBe(row);
    expect([store.member[row], store.event[row]]).toEqual([-1, -1]);
  });
});
