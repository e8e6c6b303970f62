/**
 * Run records made by hand: a list of connections in a small fixed world becomes the record that a run would have left.
 *
 * Two metros (seoul, boston) with a PoP each, two regions (asia: backends 0 and 1 in two zones of one group; us:
 * backend 2), one minute in six intervals, the first of them warm-up, and a window "lost" over intervals 2 and 3.
 */
import type { Duration, SimTime } from '../../../sim/kernel/time.ts';
import { BREAK_CAUSE_COUNT, MEMBER_LOST } from '../../../sim/metrics/break-cause.ts';
import { COUNTERS, type CounterName } from '../../../sim/metrics/counters.ts';
import type { Places } from '../../../sim/metrics/experiment-result.ts';
import { OUTCOME_COUNT, OUTCOMES, type OutcomeName } from '../../../sim/metrics/outcome.ts';
import type { ResultContext } from '../../../sim/metrics/result-context.ts';
import type { FlowRecord, RunRecord, WindowRecord } from '../../../sim/metrics/run-record.ts';
import type { ParsedExpectation } from '../../../sim/scenario/expectation.ts';
import type { ResolvedDesign, ResolvedScenario } from '../../../sim/scenario/resolved-scenario.ts';
import { Histogram } from '../../../sim/stats/histogram.ts';
import { SAMPLE_DESIGN } from './sample-design.ts';
import { SAMPLE_POLICY } from './sample-policy.ts';

export const SECOND_US = 1_000_000;
export const INTERVAL_COUNT = 6;
export const REGION_COUNT = 2;
export const BACKEND_COUNT = 3;

export const PLACES: Places = {
  metros: [
    { id: 'seoul', name: 'Seoul', country: 'KR', latDeg: 37.6, lonDeg: 127, trafficShare: 0.5 },
    { id: 'boston', name: 'Boston', country: 'US', latDeg: 42.4, lonDeg: -71.1, trafficShare: 0.5 },
  ],
  pops: [
    { id: 'icn', name: 'Seoul', latDeg: 37.6, lonDeg: 127 },
    { id: 'bos', name: 'Boston', latDeg: 42.4, lonDeg: -71.1 },
  ],
  regions: [
    { id: 'asia', location: 'Seoul', latDeg: 37.6, lonDeg: 127 },
    { id: 'us', location: 'Iowa', latDeg: 41.3, lonDeg: -95.9 },
  ],
  backends: [
    { id: 'web-asia', zone: 'asia-a', regionIndex: 0, slotCount: 2 },
    { id: 'web-asia', zone: 'asia-b', regionIndex: 0, slotCount: 1 },
    { id: 'web-us', zone: 'us-a', regionIndex: 1, slotCount: 2 },
  ],
};

export const DESIGNS: readonly ResolvedDesign[] = [
  SAMPLE_DESIGN,
  {
    ...SAMPLE_DESIGN,
    id: 'spray',
    serviceLbPolicy: { ...SAMPLE_POLICY, loadBalancingAlgorithm: 'SPRAY_TO_WORLD' },
  },
];

/** What a test may want different about the scenario. */
export interface ScenarioChanges {
  readonly replications?: number;
  readonly designs?: readonly ResolvedDesign[];
  readonly expectations?: readonly ParsedExpectation[];
  readonly scenario?: Partial<ResolvedScenario>;
}

export function sampleContext(changes: ScenarioChanges = {}): ResultContext {
  const designs = changes.designs ?? DESIGNS;
  const scenario: ResolvedScenario = {
    version: 1,
    name: 'sample',
    question: 'Who is sent where?',
    answer: null,
    explain: [],
    time: {
      duration: (60 * SECOND_US) as Duration,
      warmup: (10 * SECOND_US) as Duration,
      interval: (10 * SECOND_US) as Duration,
      startsAtUtcMinute: 0,
      phases: [],
    },
    world: {
      extends: 'gcp',
      metroIds: null,
      metroWeights: 'equal',
      networksPerMetro: 1,
      resolversPerNetwork: 4,
      catchment: 'ideal',
      preferences: {},
      popIds: null,
      seed: 'gcp',
    },
    traffic: {
      connectionsPerSecond: 1,
      hold: { kind: 'constant', valueUs: SECOND_US },
      shape: 'flat',
      clients: { count: 10, activity: { kind: 'equal' }, lifetime: null },
      ipv6Share: 0,
      idle: null,
      surges: [],
    },
    designs,
    events: [],
    experiment: { baseline: 'waterfall', replications: changes.replications ?? 1, seed: '42' },
    windows: [
      { id: 'all', start: (10 * SECOND_US) as SimTime, end: (60 * SECOND_US) as SimTime },
      { id: 'lost', start: (20 * SECOND_US) as SimTime, end: (40 * SECOND_US) as SimTime },
    ],
    expectations: changes.expectations ?? [],
    ...changes.scenario,
  };
  return {
    toolVersion: '0.1.0',
    scenario,
    places: PLACES,
    file: 'scenarios/sample.yaml',
    hash: 'ab'.repeat(32),
    setup: { traffic: 'cd'.repeat(32) },
    command: 'spillway run scenarios/sample.yaml --seed 42',
  };
}

/** One or several connections alike. */
export interface SampleConnection {
  /** Offered in this interval, and established in it too: 0 .. 5. */
  readonly interval: number;
  /** 0 seoul, 1 boston: the home region and the PoP have the same number. */
  readonly metro: number;
  /** Backend that took them; -1: none. */
  readonly backend: number;
  readonly outcome: OutcomeName;
  /** null: no answer. */
  readonly latencyMs: number | null;
  readonly count?: number;
}

export interface RecordChanges {
  readonly designId?: string;
  readonly replication?: number;
  readonly isComplete?: boolean;
  readonly simulatedUs?: number;
  /** Connections that broke in the third interval at the third backend, by cause, besides those with outcome reset. */
  readonly breaks?: readonly number[];
  /** What was counted in every interval, by counter. */
  readonly counters?: Partial<Readonly<Record<CounterName, number>>>;
  /** Open connections at the end of every interval, by backend. */
  readonly active?: (interval: number, backend: number) => number;
  /** Load in the unit of the balancing mode; open connections unless said. */
  readonly load?: (interval: number, backend: number) => number;
  readonly capacity?: (interval: number, backend: number) => number;
  /** Connections each of the five members took. */
  readonly memberLoads?: readonly number[];
  /** Bytes of the answers that each of them gave. */
  readonly memberBytes?: readonly number[];
  readonly machines?: RunRecord['machines'];
  readonly forms?: RunRecord['forms'];
  /** Members that were not there all the time. */
  readonly partTime?: readonly number[];
  readonly log?: RunRecord['log'];
}

const WINDOWS = [
  { id: 'all', first: 1, end: 6 },
  { id: 'lost', first: 2, end: 4 },
];

export function sampleRecord(connections: readonly SampleConnection[], changes: RecordChanges = {}): RunRecord {
  const home = {
    offered: new Uint32Array(INTERVAL_COUNT * REGION_COUNT),
    outcomes: new Uint32Array(INTERVAL_COUNT * REGION_COUNT * OUTCOME_COUNT),
    spilledOut: new Uint32Array(INTERVAL_COUNT * REGION_COUNT),
  };
  const cells = INTERVAL_COUNT * BACKEND_COUNT;
  const serving = {
    established: new Uint32Array(cells),
    spilledIn: new Uint32Array(cells),
    broken: new Uint32Array(cells),
    active: Uint32Array.from({ length: cells }, byCell(changes.active ?? (() => 4))),
    load: Float64Array.from({ length: cells }, byCell(changes.load ?? changes.active ?? (() => 4))),
    capacity: Float64Array.from({ length: cells }, byCell(changes.capacity ?? (() => 10))),
    members: Uint32Array.from(
      { length: cells },
      byCell((_, backend) => PLACES.backends[backend]!.slotCount),
    ),
    serviceable: Uint32Array.from(
      { length: cells },
      byCell((_, backend) => PLACES.backends[backend]!.slotCount),
    ),
    seenHealthy: Uint32Array.from(
      { length: cells },
      byCell((_, backend) => PLACES.backends[backend]!.slotCount),
    ),
  };
  for (const connection of connections) countConnection(connection, home, serving);
  serving.broken[2 * BACKEND_COUNT + 2]! += sum(changes.breaks ?? []);
  const offeredCount = home.offered.reduce((sum, value) => sum + value, 0);
  const replication = changes.replication ?? 0;
  return {
    designId: changes.designId ?? 'waterfall',
    replication,
    intervalCount: INTERVAL_COUNT,
    home,
    serving,
    counters: Float64Array.from(Array.from({ length: INTERVAL_COUNT }, () => [...counterRow(changes, 1)]).flat()),
    windows: WINDOWS.map(({ id, first, end }) => windowOf(id, first, end, connections, changes)),
    slices: slicesOf(connections),
    members: {
      established: Uint32Array.from(changes.memberLoads ?? [1, 1, 1, 1, 1]),
      refused: new Uint32Array(5),
      activeMax: Uint32Array.from(changes.memberLoads ?? [1, 1, 1, 1, 1]),
      bytesIn: new Float64Array(5),
      bytesOut: Float64Array.from(changes.memberBytes ?? [0, 0, 0, 0, 0]),
      isPartTime: Uint8Array.from({ length: 5 }, (_, slot) => (changes.partTime?.includes(slot) ? 1 : 0)),
      assigned: null,
    },
    machines: changes.machines ?? [],
    forms: changes.forms ?? [],
    log: changes.log ?? [],
    fingerprint: {
      traffic: `00000000000000${String(replication).padStart(2, '0')}`,
      routing: '0123456789abcdef',
      outcomes: 'fedcba9876543210',
      events: '00000000ffffffff',
    },
    trails: [],
    eventCount: 10 * offeredCount,
    offeredCount,
    isComplete: changes.isComplete ?? true,
    simulatedUs: changes.simulatedUs ?? 60 * SECOND_US,
  };
}

function byCell(value: (interval: number, backend: number) => number): (_: unknown, cell: number) => number {
  return (_, cell) => value(Math.floor(cell / BACKEND_COUNT), cell % BACKEND_COUNT);
}

function regionOf(backend: number): number {
  return backend < 0 ? -1 : PLACES.backends[backend]!.regionIndex;
}

function isEstablished({ backend, outcome }: SampleConnection): boolean {
  return backend >= 0 && (outcome === 'completed' || outcome === 'reset' || outcome === 'unfinished');
}

function countConnection(
  connection: SampleConnection,
  home: { offered: Uint32Array; outcomes: Uint32Array; spilledOut: Uint32Array },
  serving: { established: Uint32Array; spilledIn: Uint32Array; broken: Uint32Array },
): void {
  const { interval, metro, backend, outcome, count = 1 } = connection;
  const row = interval * REGION_COUNT + metro;
  home.offered[row]! += count;
  home.outcomes[row * OUTCOME_COUNT + OUTCOMES.indexOf(outcome)]! += count;
  if (!isEstablished(connection)) return;
  const cell = interval * BACKEND_COUNT + backend;
  serving.established[cell]! += count;
  if (outcome === 'reset') serving.broken[cell]! += count;
  if (regionOf(backend) === metro) return;
  home.spilledOut[row]! += count;
  serving.spilledIn[cell]! += count;
}

function windowOf(
  windowId: string,
  first: number,
  end: number,
  connections: readonly SampleConnection[],
  changes: RecordChanges,
): WindowRecord {
  const offered = connections.filter(({ interval }) => interval >= first && interval < end);
  const flows: FlowRecord[] = [];
  for (const metro of [0, 1]) {
    for (const region of [-1, 0, 1]) {
      const own = offered.filter((connection) => connection.metro === metro && regionOf(connection.backend) === region);
      if (own.length > 0) flows.push(flowOf(metro, region, own));
    }
  }
  const resets = offered.filter((connection) => isEstablished(connection) && connection.outcome === 'reset');
  const breaks = Uint32Array.from({ length: BREAK_CAUSE_COUNT }, (_, cause) => changes.breaks?.[cause] ?? 0);
  breaks[MEMBER_LOST]! += sum(resets.map(({ count = 1 }) => count));
  const backendBreaks = new Uint32Array(BACKEND_COUNT * BREAK_CAUSE_COUNT);
  backendBreaks.set(breaks, 2 * BREAK_CAUSE_COUNT);
  for (const { backend, count = 1 } of resets) {
    backendBreaks[2 * BREAK_CAUSE_COUNT + MEMBER_LOST]! -= count;
    backendBreaks[backend * BREAK_CAUSE_COUNT + MEMBER_LOST]! += count;
  }
  return {
    windowId,
    flows,
    ...atBackends(offered),
    memberEstablished: Uint32Array.from(changes.memberLoads ?? [1, 1, 1, 1, 1]),
    backendBreaks,
    breaks,
    counters: counterRow(changes, end - first),
  };
}

/** [COUNTER_COUNT] over a number of intervals. */
function counterRow({ counters = {} }: RecordChanges, intervals: number): Float64Array {
  return Float64Array.from(COUNTERS, ({ name }) => (counters[name] ?? 0) * intervals);
}

function atBackends(connections: readonly SampleConnection[]): Pick<WindowRecord, 'backendFlows' | 'backendLatency'> {
  const sent = [0, 1].flatMap((metro) => [0, 1, 2].map((backend) => ({ metro, backend })));
  const backendFlows = sent.flatMap(({ metro, backend }) => {
    const own = connections.filter((connection) => connection.metro === metro && connection.backend === backend);
    if (own.length === 0) return [];
    const { outcomes } = flowOf(metro, regionOf(backend), own);
    return [{ metroIndex: metro, homeRegionIndex: metro, backendIndex: backend, outcomes }];
  });
  const backendLatency = [0, 1, 2].map(
    (at) =>
      flowOf(
        0,
        0,
        connections.filter(({ backend }) => backend === at),
      ).latency,
  );
  return { backendFlows, backendLatency };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function flowOf(metro: number, region: number, connections: readonly SampleConnection[]): FlowRecord {
  const outcomes = new Uint32Array(OUTCOME_COUNT);
  const latency = new Histogram();
  for (const { outcome, latencyMs, count = 1 } of connections) {
    outcomes[OUTCOMES.indexOf(outcome)]! += count;
    for (let each = 0; latencyMs !== null && each < count; each++) latency.record(latencyMs * 1_000);
  }
  return {
    metroIndex: metro,
    ingressPopIndex: metro,
    servingPopIndex: metro,
    regionIndex: region,
    homeRegionIndex: metro,
    offered: outcomes.reduce((sum, value) => sum + value, 0),
    outcomes,
    latency: latency.toData(),
  };
}

/** Three slices of two intervals. */
function slicesOf(connections: readonly SampleConnection[]): RunRecord['slices'] {
  const flows = [0, 1].flatMap((metroIndex) =>
    [-1, 0, 1].flatMap((regionIndex) => {
      const offered = new Uint32Array(3);
      for (const connection of connections) {
        const { interval, metro, backend, count = 1 } = connection;
        const servedIn = isEstablished(connection) ? regionOf(backend) : -1;
        if (metro === metroIndex && servedIn === regionIndex) offered[interval >> 1]! += count;
      }
      if (offered.every((value) => value === 0)) return [];
      return [{ metroIndex, ingressPopIndex: metroIndex, servingPopIndex: metroIndex, regionIndex, offered }];
    }),
  );
  return { sliceUs: 20 * SECOND_US, sliceCount: 3, flows };
}

/** Every interval, both metros: `count` connections complete at home in `latencyMs`. */
export function steadyTraffic(count: number, latencyMs: number): SampleConnection[] {
  return Array.from({ length: INTERVAL_COUNT }, (_, interval) => [
    { interval, metro: 0, backend: 0, outcome: 'completed' as const, latencyMs, count },
    { interval, metro: 1, backend: 2, outcome: 'completed' as const, latencyMs, count },
  ]).flat();
}
