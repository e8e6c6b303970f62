/**
 * One point of an axis in a process of its own: answers "replication" with what a run cost. Needs
 * `--expose-gc`; the point comes as JSON.
 *
 * The cost of a connection is that of the events of the steady part, whose number for each connection is known; the
 * set-up is all before the first events. What is reserved is counted after collections, at several instants; the time
 * of that does not count. Runs before compile the code: as many as it takes, so that a short one is not measured cold.
 */
import { readFileSync } from 'node:fs';
import { compileModel, Kernel, type RunControl, simulate } from '../../sim/index.ts';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { NEVER } from '../../sim/kernel/time.ts';
import { loadScenario } from '../../sim/scenario/load-scenario.ts';
import { offeredTraffic } from '../../sim/traffic/offered-traffic.ts';
import type { WorldData } from '../../sim/world/world-data.ts';
import { serveLines } from '../engines/serve-lines.ts';
import { threadCpuSeconds } from '../engines/thread-cpu.ts';
import type { ScalePoint } from './axes.ts';
import { worldWithPops } from './enlarged-world.ts';
import { scaleScenario } from './scale-scenario.ts';

export interface ScaleAnswer {
  readonly offered: number;
  /** Clients that connected at least once, where they are what grows; else `null`. */
  readonly clientsSeen: number | null;
  readonly compileSeconds: number;
  /** From the start of the run to its first events. */
  readonly setUpSeconds: number;
  readonly nsPerConnection: number;
  /** V8's heap and all arrays, written to or not, after collections, at instants of the steady part. */
  readonly reservedBytes: readonly number[];
  /** The largest that the process has been, but for what collections that are asked for take themselves, bytes. */
  readonly residentBytes: number;
}

/** The client's arrival, the choice of a member, the arrival there, the close. */
const EVENTS_PER_CONNECTION = 4;
const WARM_UP_EVENTS = 600_000;
const LOOKS = 8;
/**
 * Collections until the next one frees less than this: arrays are given back beside the program,
 * after the one that finds them.
 */
const STABLE_BYTES = 100_000;
const COLLECTIONS_MAX = 10;

const point = JSON.parse(process.argv[2]!) as ScalePoint;
const shipped = JSON.parse(readFileSync(process.argv[3]!, 'utf8')) as WorldData;
const world = worldWithPops(shipped, point.pops);
const text = JSON.stringify(scaleScenario(point));
const loaded = loadScenario([{ file: 'scale.json', text }], { gcp: world });
if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
const compileStartedAt = threadCpuSeconds();
const model = compileModel(loaded.scenario, world);
const compileSeconds = threadCpuSeconds() - compileStartedAt;

// One for all runs, as a worker has it.
const kernel = new Kernel();
for (let eventsLeft = WARM_UP_EVENTS; eventsLeft > 0; ) {
  const left = eventsLeft;
  eventsLeft -= simulate(model, 0, 0, { poll: (_, eventCount) => eventCount > left }, null, kernel).eventCount;
}
/** World, scenario and warm-up, before any collection was asked for, bytes. */
const residentAtFirst = process.resourceUsage().maxRSS * 1_024;
// What the runs before leave, up to 20 MB of arrays, is no part of the run that is measured.
collectedBytes();
serveLines(([replication]) => measuredRun(Number(replication)));

function measuredRun(replication: number): ScaleAnswer {
  const looked: number[] = [];
  let residentBytes = residentAtFirst;
  const startedAt = threadCpuSeconds();
  const clock = { setUpSeconds: 0, from: 0, fromEvent: 0, lookingSeconds: 0, to: 0, toEvent: 0 };
  const control: RunControl = {
    poll: (us, eventCount) => {
      const at = threadCpuSeconds();
      if (clock.setUpSeconds === 0) clock.setUpSeconds = at - startedAt;
      const isSteady = us >= point.steadyFromS * 1e6;
      if (isSteady && clock.fromEvent === 0) {
        clock.from = at;
        clock.fromEvent = eventCount;
        clock.lookingSeconds = 0;
      }
      clock.to = at - clock.lookingSeconds;
      clock.toEvent = eventCount;
      const share = (us / 1e6 - point.steadyFromS) / (point.durationS - point.steadyFromS);
      if (isSteady && share * LOOKS >= looked.length) {
        residentBytes = Math.max(residentBytes, process.memoryUsage.rss());
        looked.push(collectedBytes());
        clock.lookingSeconds += threadCpuSeconds() - at;
      }
      return false;
    },
  };
  const record = simulate(model, 0, replication, control, null, kernel);
  const nsPerEvent = ((clock.to - clock.from) / (clock.toEvent - clock.fromEvent)) * 1e9;
  return {
    offered: record.offeredCount,
    clientsSeen: point.remembersClients ? clientsSeen(replication) : null,
    compileSeconds,
    setUpSeconds: clock.setUpSeconds,
    nsPerConnection: nsPerEvent * EVENTS_PER_CONNECTION,
    reservedBytes: looked,
    residentBytes: Math.max(residentBytes, process.memoryUsage.rss()),
  };
}

/** The traffic of a replication once more, without what becomes of it: a run does not say who came. */
function clientsSeen(replication: number): number {
  const { scenario, world, population } = model;
  const work = scenario.designs[0]!.service.backends[0]!.member.serviceTime;
  const hasCome = new Uint8Array(population.clientCount);
  const streams = new RandomStreams(scenario.experiment.seed, replication);
  const arrivals = offeredTraffic(scenario, world, population, work, streams, (block, row) => {
    hasCome[block.client[row]!] = 1;
  });
  while (arrivals.nextAt !== NEVER) arrivals.arrive();
  return hasCome.reduce((sum, came) => sum + came, 0);
}

function collectedBytes(): number {
  let bytes = Number.POSITIVE_INFINITY;
  for (let collection = 0; collection < COLLECTIONS_MAX; collection++) {
    globalThis.gc!();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const freed = bytes - heapUsed - arrayBuffers;
    bytes = heapUsed + arrayBuffers;
    if (freed < STABLE_BYTES) break;
  }
  return bytes;
}
