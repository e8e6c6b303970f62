/**
 * Prints the bytes of typed arrays that the clients of one network hold, all of whom may leave and are unlike by a
 * lognormal, and who is behind some rows.
 *
 * Run with `--expose-gc`: what is measured is what is still reachable. Argument: clients.
 */
import type { Distribution } from '../../sim/kernel/distribution.ts';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { ArrivalBlock } from '../../sim/traffic/arrival-block.ts';
import { MetroClients } from '../../sim/traffic/metro-clients.ts';

const ROWS = 1_000;
const count = Number(process.argv[2]);
const lifetime: Distribution = { kind: 'exponential', meanUs: 30e6 };
const networks = { networkIndexes: [0], cumulativeShares: [1], clientCounts: [count], firstClients: [0] };
const block = new ArrivalBlock();
block.reserve(ROWS);
for (let row = 0; row < ROWS; row++) block.at[row] = row * 100_000;

globalThis.gc?.();
const before = process.memoryUsage().arrayBuffers;
const clients = new MetroClients(
  'seoul',
  networks,
  { activity: { kind: 'lognormal', sigma: 1.5 }, lifetime },
  new RandomStreams('memory', 0),
);
globalThis.gc?.();
const bytes = process.memoryUsage().arrayBuffers - before;
clients.fill(block, 0, ROWS);
const met = block.client.subarray(0, ROWS);
process.stdout.write(JSON.stringify({ bytes, highest: Math.max(...met), distinct: new Set(met).size }));
