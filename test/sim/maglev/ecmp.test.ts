/**
 * Goal: the router's spread is plain modulo: even, stable while nothing changes, and nearly total in its disruption when N changes.
 * Method: random flows; the share that moves when one of N machines goes is (N - 1) / N for modulo hashing.
 */
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { ecmpMachine } from '../../../sim/maglev/ecmp.ts';
import { chiSquareUniform, chiSquareZ } from '../../support/statistics.ts';

const FLOWS = 100_000;

function flows(): Uint32Array {
  const stream = new RandomStreams('ecmp', 0).stream('flows');
  return Uint32Array.from({ length: FLOWS }, () => stream.uint32());
}

describe('ECMP', () => {
  it('spreads flows evenly over the machines', () => {
    const counts = new Int32Array(50);
    for (const flow of flows()) counts[ecmpMachine(flow, 50)]!++;
    expect(Math.abs(chiSquareZ(chiSquareUniform(counts), 49))).toBeLessThan(4);
  });

  it.each([2, 4, 10])('moves (N - 1) / N of the flows when one of %i machines goes', (machines) => {
    const moved = flows().filter((flow) => ecmpMachine(flow, machines) !== ecmpMachine(flow, machines - 1)).length;
    // From N to N - 1 a flow stays where both remainders agree: 1 / N of all.
    const share = (machines - 1) / machines;
    expect(Math.abs(moved / FLOWS - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / FLOWS));
  });

  it('knows only one machine of one', () => {
    expect(ecmpMachine(0xffffffff, 1)).toBe(0);
  });
});
