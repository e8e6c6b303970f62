/**
 * Goal: every machine of a PoP, and of no other, learns of a change once, within the spread after the delay; the latest
 * change wins, however the updates overtake one another.
 * Method: updates on a kernel of their own, written down as they arrive.
 */
import { describe, expect, it } from 'vitest';
import { TableUpdates } from '../../../../sim/designs/anycast-proxy/table-updates.ts';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import type { Duration, SimTime } from '../../../../sim/kernel/time.ts';
import type { ResolvedEdge } from '../../../../sim/scenario/resolved-machines.ts';

const SECOND = 1_000_000;
const MACHINES = 50;

function edgeWith(delayS: number, spreadS: number): ResolvedEdge {
  return {
    maglevMachines: MACHINES,
    gfes: 8,
    tableSize: 7,
    connectionTable: { entries: 0, expiry: SECOND as Duration },
    ecmp: 'modulo',
    backendUpdate: { delay: (delayS * SECOND) as Duration, spread: (spreadS * SECOND) as Duration },
  };
}

const [FIRST, SECOND_TABLE, THIRD] = [Int16Array.of(1), Int16Array.of(2), Int16Array.of(3)];

interface Arrival {
  readonly at: number;
  readonly machine: number;
  readonly table: Int16Array;
}

/** Sends the tables to the second of three PoPs at the given instants; what arrived, in order. */
function run(sent: readonly (readonly [atS: number, table: Int16Array])[], edge: ResolvedEdge) {
  const kernel = new Kernel();
  const arrivals: Arrival[] = [];
  const updates = new TableUpdates(kernel, edge, 3, FIRST, (machine, table) => {
    arrivals.push({ at: kernel.now, machine, table });
  });
  const chance = new RandomStreams('updates', 0).stream('spread');
  const send = kernel.register('test.send', (number) => updates.send(1, sent[number]![1], chance));
  sent.forEach(([atS], number) => {
    kernel.schedule((atS * SECOND) as SimTime, send, number);
  });
  kernel.run((1_000 * SECOND) as SimTime, NO_ARRIVALS, UNATTENDED);
  return { arrivals, updates };
}

describe('an update', () => {
  it('reaches each machine of its PoP once, between the delay and the spread after it', () => {
    const { arrivals } = run([[10, SECOND_TABLE]], edgeWith(2, 3));
    expect(arrivals.map(({ machine }) => machine).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: MACHINES }, (_, number) => MACHINES + number),
    );
    const instants = arrivals.map(({ at }) => at / SECOND);
    expect(Math.min(...instants)).toBeGreaterThanOrEqual(12);
    expect(Math.max(...instants)).toBeLessThanOrEqual(15);
    // Spread over all of it: with 50 draws both outer tenths are missed once in 100 tries.
    expect(Math.min(...instants)).toBeLessThan(12.5);
    expect(Math.max(...instants)).toBeGreaterThan(14.5);
  });

  it('reaches all at once without a spread', () => {
    const { arrivals } = run([[10, SECOND_TABLE]], edgeWith(2, 0));
    expect(new Set(arrivals.map(({ at }) => at))).toEqual(new Set([12 * SECOND]));
  });

  it('that was overtaken is dropped: each machine ends with the latest', () => {
    const { arrivals } = run(
      [
        [10, SECOND_TABLE],
        [11, THIRD],
      ],
      edgeWith(0, 20),
    );
    for (let machine = MACHINES; machine < 2 * MACHINES; machine++) {
      const own = arrivals.filter((arrival) => arrival.machine === machine).map(({ table }) => table);
      expect(own.at(-1)).toBe(THIRD);
      if (own.length > 1) expect(own).toEqual([SECOND_TABLE, THIRD]);
    }
    expect(arrivals.length).toBeGreaterThan(MACHINES);
    expect(arrivals.length).toBeLessThan(2 * MACHINES);
  });

  it('is what a machine reads when it starts, and does not come to it again', () => {
    const kernel = new Kernel();
    const reached: number[] = [];
    const updates = new TableUpdates(kernel, edgeWith(5, 0), 1, FIRST, (machine) => reached.push(machine));
    expect(updates.readLatest(3)).toBe(FIRST);
    updates.send(0, SECOND_TABLE, new RandomStreams('updates', 0).stream('spread'));
    expect(updates.readLatest(3)).toBe(SECOND_TABLE);
    kernel.run((10 * SECOND) as SimTime, NO_ARRIVALS, UNATTENDED);
    expect(reached).toHaveLength(MACHINES - 1);
    expect(reached).not.toContain(3);
  });
});
