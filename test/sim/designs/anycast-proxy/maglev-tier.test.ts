/**
 * Goal: inside a PoP a flow goes to one machine and one front end, evenly over both; what a machine
 * remembers is bounded and expires.
 * Method: many flows through the tier with a store of their own.
 */
import { describe, expect, it } from 'vitest';
import { MaglevTier } from '../../../../sim/designs/anycast-proxy/maglev-tier.ts';
import { Paths } from '../../../../sim/designs/parts/paths.ts';
import { ConnectionStore } from '../../../../sim/fleet/connection-store.ts';
import { Kernel } from '../../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import type { Duration } from '../../../../sim/kernel/time.ts';
import type { ResolvedEdge } from '../../../../sim/scenario/resolved-machines.ts';
import { chiSquareUniform, chiSquareZ, correlationZ } from '../../../support/statistics.ts';

const FLOWS = 40_000;

function tierOf(entries: number): { tier: MaglevTier; store: ConnectionStore } {
  const store = new ConnectionStore();
  const edge: ResolvedEdge = {
    maglevMachines: 4,
    gfes: 8,
    tableSize: 65_537,
    connectionTable: { entries, expiry: 3_200_000 as Duration },
    ecmp: 'modulo',
    backendUpdate: { delay: 0 as Duration, spread: 0 as Duration },
  };
  const listener = { rehashed: () => 0, isHeldBeyond: () => true, frontEndsChanged: () => {} };
  return { tier: new MaglevTier(edge, 2, store, new Paths(), new Kernel(), listener), store };
}

describe('a PoP', () => {
  const { tier, store } = tierOf(FLOWS);
  const stream = new RandomStreams('tier', 0).stream('flows');
  const rows = Array.from({ length: FLOWS }, () => {
    const row = store.allocate();
    store.setFlowHash(row, stream.uint32());
    tier.forward(row, 0, 0);
    return row;
  });
  const machines = rows.map((row) => store.maglevMachine(row));
  const gfes = rows.map((row) => store.firstLayerGfe(row));

  it('spreads flows over all machines and all front ends evenly', () => {
    const perMachine = [0, 1, 2, 3].map((machine) => machines.filter((of) => of === machine).length);
    const perGfe = [0, 1, 2, 3, 4, 5, 6, 7].map((gfe) => gfes.filter((of) => of === gfe).length);
    expect(chiSquareUniform(perMachine)).toBeLessThan(22);
    expect(Math.abs(chiSquareZ(chiSquareUniform(perGfe), 7))).toBeLessThan(5);
  });

  it('chooses the front end by other bits than the machine', () => {
    expect(Math.abs(correlationZ(machines, gfes))).toBeLessThan(4);
    const perPair = new Int32Array(32);
    rows.forEach((_, flow) => {
      perPair[machines[flow]! * 8 + gfes[flow]!]!++;
    });
    expect(Math.abs(chiSquareZ(chiSquareUniform(perPair), 31))).toBeLessThan(4.5);
  });

  it('has one front end for one flow, whichever machine asks', () => {
    for (const row of rows.slice(0, 100)) {
      const other = store.allocate();
      store.setFlowHash(other, store.flowHash(row));
      // The other PoP's machine knows nothing of the flow.
      tier.forward(other, 1, 0);
      expect(store.firstLayerGfe(other)).toBe(store.firstLayerGfe(row));
    }
  });
});

describe('what a machine remembers', () => {
  it('is bounded, by PoP and machine, and free again after the expiry', () => {
    const { tier, store } = tierOf(2);
    const flow = (hash: number, pop: number, now: number): { row: number; isRemembered: boolean } => {
      const row = store.allocate();
      store.setFlowHash(row, hash);
      tier.forward(row, pop, now);
      return { row, isRemembered: store.isRemembered(row) };
    };
    // Flows 0, 4, 8 meet at machine 0; flow 1 goes to machine 1.
    const first = flow(0, 0, 0);
    expect(
      [flow(4, 0, 0), flow(8, 0, 0), flow(8, 1, 0), flow(1, 0, 0)].map(({ isRemembered }) => isRemembered),
    ).toEqual([true, false, true, true]);
    tier.end(first.row, 0, 10);
    expect(flow(12, 0, 3_000_000).isRemembered).toBe(false);
    expect(flow(12, 0, 3_400_000).isRemembered).toBe(true);
  });

  it('is not counted down by a flow that was never remembered', () => {
    const { tier, store } = tierOf(1);
    const rows = [0, 4].map((hash) => {
      const row = store.allocate();
      store.setFlowHash(row, hash);
      tier.forward(row, 0, 0);
      return row;
    });
    tier.end(rows[1]!, 0, 0);
    const row = store.allocate();
    store.setFlowHash(row, 8);
    tier.forward(row, 0, 10_000_000);
    expect(store.isRemembered(row)).toBe(false);
  });
});
