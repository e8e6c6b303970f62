/**
 * Simulates a steady load and prints how much memory is live after each collection, in bytes,
 * from the time the load is steady.
 *
 * Run with `--expose-gc`: what is measured is what is still reachable. Argument: minutes of simulated
 * time; 1,000 connections a second.
 */
import { simulate } from '../../sim/simulate.ts';
import { modelWith } from './scenario.ts';

const minutes = Number(process.argv[2]);
const model = modelWith({
  time: { duration: `${minutes}m` },
  service: { backends: { seoul: { members: 20, maxConnections: 20_000 } } },
  traffic: { connections: { rate: '1k/s', hold: { exponential: { mean: '2s' } } } },
});
const live: number[] = [];
let polls = 0;
const record = simulate(model, 0, 0, {
  poll: () => {
    if (++polls % 8 === 0) {
      // Twice: what only a finaliser or a weak reference held is gone after the second.
      for (let collection = 0; collection < 2; collection++) globalThis.gc?.();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      live.push(heapUsed + arrayBuffers);
    }
    return false;
  },
});
process.stdout.write(`${JSON.stringify({ live, offered: record.offeredCount })}\n`);
