/**
 * Simulates a steady load for as many minutes as the argument says and prints the most memory that was live during the run, in bytes.
 *
 * Run with `--expose-gc`: what is measured is what is still reachable. Rows of the time series are as many for any length.
 */
import { simulate } from '../../sim/simulate.ts';
import { modelWith } from './scenario.ts';

const minutes = Number(process.argv[2]);
const model = modelWith({
  time: { duration: `${minutes}m`, interval: `${minutes}s` },
  service: { backends: { seoul: { members: 20, maxConnections: 20_000 } } },
  traffic: { connections: { rate: '1k/s', hold: { exponential: { mean: '2s' } } } },
});
let most = 0;
let polls = 0;
const record = simulate(model, 0, 0, {
  poll: () => {
    if (++polls % 8 !== 0) return false;
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    most = Math.max(most, heapUsed + arrayBuffers);
    return false;
  },
});
process.stdout.write(`${JSON.stringify({ most, polls, offered: record.offeredCount })}\n`);
