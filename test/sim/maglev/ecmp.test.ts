/**
 * Goal: the router spreads flows evenly and reproducibly; modulo-N moves nearly every flow when N
 * changes, resilient hashing only those of the machine that is lost, and both give every flow back to
 * where it was when the machine returns.
 * Method: random flows over groups of machines that go and come; shares against their formulas; random
 * programs of losses and returns.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { ECMP_KINDS, EcmpGroup } from '../../../sim/maglev/ecmp.ts';
import { chiSquareUniform, chiSquareZ } from '../../support/statistics.ts';

const FLOWS = 100_000;

function flows(): Uint32Array {
  const stream = new RandomStreams('ecmp', 0).stream('flows');
  return Uint32Array.from({ length: FLOWS }, () => stream.uint32());
}

function machinesOf(group: EcmpGroup, of: Uint32Array): number[] {
  return Array.from(of, (flow) => group.machineOf(flow));
}

function movedCount(before: readonly number[], after: readonly number[]): number {
  return before.filter((machine, flow) => machine !== after[flow]).length;
}

describe.each(ECMP_KINDS)('%s', (kind) => {
  it('spreads flows evenly over the machines', () => {
    const counts = new Int32Array(16);
    const group = new EcmpGroup(kind, 16);
    for (const flow of flows()) counts[group.machineOf(flow)]!++;
    expect(Math.abs(chiSquareZ(chiSquareUniform(counts), 15))).toBeLessThan(4);
  });

  it('knows only one machine of one', () => {
    expect(new EcmpGroup(kind, 1).machineOf(0xffffffff)).toBe(0);
  });

  it('sends nothing to a machine that is down, shares its flows evenly, and gives them back when it returns', () => {
    const group = new EcmpGroup(kind, 8);
    const sample = flows();
    const before = machinesOf(group, sample);
    group.lose(3);
    const counts = new Int32Array(8);
    for (const machine of machinesOf(group, sample)) counts[machine]!++;
    expect(counts[3]).toBe(0);
    expect(Math.max(...counts) / (FLOWS / 7)).toBeLessThan(1.05);
    group.regain(3);
    expect(machinesOf(group, sample)).toEqual(before);
  });

  it('always sends a flow to a machine that is up, whatever went down and came back', () => {
    const program = fc.array(fc.nat(4), { maxLength: 40 });
    fc.assert(
      fc.property(program, (toggles) => {
        const group = new EcmpGroup(kind, 5);
        const up = new Set([0, 1, 2, 3, 4]);
        for (const machine of toggles) {
          if (up.delete(machine)) group.lose(machine);
          else {
            up.add(machine);
            group.regain(machine);
          }
          expect(group.upCount).toBe(up.size);
          if (up.size === 0) continue;
          for (let flow = 0; flow < 1_024; flow += 31) expect(up.has(group.machineOf(flow))).toBe(true);
        }
      }),
    );
  });
});

describe('the loss of one of N machines', () => {
  it.each([2, 4, 10])('moves (N - 1) / N of the flows by modulo, N = %i', (count) => {
    const group = new EcmpGroup('modulo', count);
    const sample = flows();
    const before = machinesOf(group, sample);
    group.lose(count - 1);
    // From N to N - 1 a flow stays where both remainders agree: 1 / N of all.
    const share = (count - 1) / count;
    const moved = movedCount(before, machinesOf(group, sample));
    expect(Math.abs(moved / FLOWS - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / FLOWS));
  });

  it.each([2, 4, 10])('moves exactly its own flows by resilient hashing, N = %i', (count) => {
    const group = new EcmpGroup('resilient', count);
    const sample = flows();
    const before = machinesOf(group, sample);
    group.lose(1);
    const after = machinesOf(group, sample);
    before.forEach((machine, flow) => {
      if (machine !== 1) expect(after[flow]).toBe(machine);
    });
    expect(movedCount(before, after)).toBe(before.filter((machine) => machine === 1).length);
  });
});

describe('resilient hashing', () => {
  it('passes on inherited buckets too when the heir is lost', () => {
    const group = new EcmpGroup('resilient', 3);
    group.lose(0);
    group.lose(1);
    expect(Array.from({ length: 1_024 }, (_, flow) => group.machineOf(flow))).toEqual(new Array(1_024).fill(2));
    group.regain(0);
    // Buckets 0, 3, 6 … are its own; those of the machine that is still down stay with their holder.
    expect([0, 1, 2, 3, 4, 5].map((flow) => group.machineOf(flow))).toEqual([0, 2, 2, 0, 2, 2]);
  });
});
