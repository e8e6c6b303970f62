/**
 * Goal: a connection allocates nothing on V8's heap once a run is under way, in any kind of design: not one boxed double for each.
 * Method: the benchmark's engine, bundled as shipped, each design of its scenarios in a process with a young generation that is hardly ever collected, at a
 * third of the traffic; how much the heap grows for each connection, by quarter of the run. What V8 does inline varies from run to run, hence the bounds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
const LESS_TRAFFIC = 'traffic.connections.rate=60/s';

const designs = MEASURED_SCENARIOS.flatMap(({ name, args, designCount }) =>
  Array.from({ length: designCount }, (_, design) => ({ name, design, args })),
);
let directory = '';
let program = '';

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'spillway-allocation-'));
  program = await bundle('engines/allocation-engine.ts', directory);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it.each(designs)('$name, design $design', async ({ name, design, args }) => {
  const flags = [...ALLOCATION_FLAGS, program, ...args, LESS_TRAFFIC];
  const engine = new LineEngine(name, { file: process.execPath, args: flags });
  try {
    const { bytesPerConnection, bytesPerConnectionLate, problems } = await measureAllocation(design, engine);
    expect(problems).toEqual([]);
    expect(bytesPerConnection).toBeLessThan(BYTES_MAX);
    expect(bytesPerConnectionLate).toBeLessThan(BYTES_LATE_MAX);
  } finally {
    await engine.ended();
  }
});
