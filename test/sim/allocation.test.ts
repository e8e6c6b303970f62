/**
 * Goal: a connection allocates nothing on V8's heap once a run is under way, in any kind of design: not one boxed
 * double for each, and where it goes a rarer way (it is tried again, it asks a balancer in a crowd) not one object.
 * Method: the benchmark's engine, bundled as shipped, in a process with a young generation that is hardly ever
 * collected: each design of the benchmark's scenarios at a third of the traffic, and scenarios that go other
 * ways; how much the heap grows for each connection, by quarter of the run. What V8 does inline varies from
 * process to process (one in twelve boxed one value more), hence the bounds, and up to three processes: what
 * the code allocates, each does.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle } from '../../bench/engines/build.ts';
import { LineEngine } from '../../bench/engines/line-engine.ts';
import { ALLOCATION_FLAGS } from '../../bench/engines/v8-flags.ts';
import { measureAllocation } from '../../bench/measure/measure-allocation.ts';
import { MEASURED_SCENARIOS } from '../../bench/sections/measured-scenarios.ts';

/** A boxed double. */
const BYTES_MAX = 16;
/** Past 2^31 us, some of the instants that a connection hands to functions. */
const BYTES_LATE_MAX = 64;
/**
 * A boxed double on the way through code so rare that V8 does not always inline it is let pass; an object
 * of one field, 32 bytes, is not.
 */
const BYTES_RARE_MAX = 24;
const LESS_TRAFFIC = 'traffic.connections.rate=60/s';

interface Case {
  readonly name: string;
  readonly design: number;
  readonly args: readonly string[];
  readonly bytesMax: number;
  readonly bytesLateMax: number;
}

const WORLD = fileURLToPath(new URL('../../scenarios/worlds/gcp.json', import.meta.url));

/** @param changes to the scenario, so that it is steady for long enough */
function rarer(path: string, design: number, bytesMax: number, bytesLateMax: number, ...changes: string[]): Case {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  return { name: basename(path, '.yaml'), design, args: [file, WORLD, ...changes], bytesMax, bytesLateMax };
}

const LONGER = 'time.duration=10m';
const STEADY = 'time.duration=20m';
const BUSIER = 'traffic.connections.rate=250/s';
const NO_RUSH = [LONGER, 'traffic.surges.inflow.peak=1x'];
const OVERFILL = 'traffic.connections.rate=2000/s';
/** The rush is over well before the second quarter, so that what V8 compiles anew after it is compiled. */
const LONG_AFTER_RUSH = 'time.duration=24m';

const cases: readonly Case[] = [
  ...MEASURED_SCENARIOS.flatMap(({ name, args, designCount }) =>
    Array.from({ length: designCount }, (_, design) => ({
      name,
      design,
      args: [...args, LESS_TRAFFIC],
      bytesMax: BYTES_MAX,
      bytesLateMax: BYTES_LATE_MAX,
    })),
  ),
  rarer('bench/scenarios/clients-in-all-metros.yaml', 0, BYTES_MAX, BYTES_LATE_MAX),
  // A crowd of newcomers asks two balancers; then the same with some of them told to come later.
  rarer('scenarios/forum/evening-rush.yaml', 0, BYTES_RARE_MAX, BYTES_RARE_MAX, LONG_AFTER_RUSH),
  rarer('scenarios/forum/evening-rush.yaml', 1, BYTES_RARE_MAX, BYTES_RARE_MAX, LONG_AFTER_RUSH),
  // Nearly all are tried three times: by clients of the forum with waits, and behind a proxy.
  rarer('scenarios/forum/retry-storm.yaml', 2, BYTES_RARE_MAX, BYTES_RARE_MAX, LONGER),
  rarer('scenarios/forum/retry-storm.yaml', 6, BYTES_RARE_MAX, BYTES_RARE_MAX, LONGER),
  // Retries within a budget, through a chain; clients whom servers' own firewalls drop; a proxy that goes by rates.
  rarer('scenarios/edge/phased-rollout.yaml', 0, BYTES_MAX, BYTES_MAX, STEADY),
  rarer('scenarios/forum/drifting-firewalls.yaml', 0, BYTES_MAX, BYTES_MAX, STEADY, BUSIER),
  rarer('scenarios/affinity-under-load.yaml', 0, BYTES_MAX, BYTES_MAX, STEADY, BUSIER),
  // Members that are a server with threads and one without, behind a proxy that goes by connections, by
  // utilization, and where all zones are full.
  rarer('scenarios/servers/threads-behind-a-proxy.yaml', 0, BYTES_MAX, BYTES_MAX, ...NO_RUSH),
  rarer('scenarios/servers/threads-behind-a-proxy.yaml', 1, BYTES_MAX, BYTES_MAX, ...NO_RUSH),
  rarer('scenarios/servers/threads-behind-a-proxy.yaml', 2, BYTES_MAX, BYTES_MAX, ...NO_RUSH, OVERFILL),
  rarer('scenarios/servers/threads-behind-a-proxy.yaml', 3, BYTES_MAX, BYTES_MAX, ...NO_RUSH, OVERFILL),
];
let directory = '';
let program = '';

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'spillway-allocation-'));
  program = await bundle('engines/allocation-engine.ts', directory);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it.each(cases)('$name, design $design', { retry: 2 }, async ({ name, design, args, bytesMax, bytesLateMax }) => {
  const flags = [...ALLOCATION_FLAGS, program, ...args];
  const engine = new LineEngine(name, { file: process.execPath, args: flags });
  try {
    const { bytesPerConnection, bytesPerConnectionLate, problems } = await measureAllocation(design, engine);
    expect(problems).toEqual([]);
    expect(bytesPerConnection).toBeLessThan(bytesMax);
    expect(bytesPerConnectionLate).toBeLessThan(bytesLateMax);
  } finally {
    await engine.ended();
  }
});
