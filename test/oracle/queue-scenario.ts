/**
 * A single queue as a whole scenario: one metro, one network, one member, so that every
 * connection is a customer of that member.
 *
 * Arrivals are Poisson at the client and reach the member a constant time later, so they are Poisson there too. The
 * constant is measured with a queue that never makes anyone wait.
 */
import { compileModel, type Model, simulate, UNATTENDED } from '../../sim/index.ts';
import { COMPLETED, REFUSED } from '../../sim/metrics/outcome.ts';
import type { RunRecord } from '../../sim/metrics/run-record.ts';
import { loadScenario } from '../../sim/scenario/load-scenario.ts';
import { type Estimate, studentInterval } from '../../sim/stats/student-interval.ts';
import { gcpData } from '../sim/world/gcp-data.ts';

export interface Queue {
  readonly discipline: 'workers' | 'processorSharing';
  /** Workers, or cores. */
  readonly servers: number;
  readonly backlog: number;
  readonly ratePerSecond: number;
  /** Distribution of the work, as a scenario writes it. */
  readonly work: string;
}

export interface QueueEstimates {
  /** Time from arrival at the member to the first byte, ms: waiting and service. */
  readonly sojournMs: Estimate;
  readonly refusedShare: Estimate;
}

const REPLICATIONS = 12;
/** Wide enough that a sound simulator passes with any seed, all comparisons together. */
const CONFIDENCE = 0.999;
const CUSTOMERS_PER_REPLICATION = 120_000;

/** Runs the queue through scenario, model, kernel, fleet and statistics. */
export function simulateQueue(queue: Queue): QueueEstimates {
  const idle = { ...queue, discipline: 'workers', servers: 1_000, backlog: 0, ratePerSecond: 10, work: '1ms' } as const;
  const onTheWayMs = meanLatencyMs(simulate(model(idle, 1_000), 0, 0, UNATTENDED)) - 1;
  const compiled = model(queue, CUSTOMERS_PER_REPLICATION);
  const sojourns: number[] = [];
  const refusals: number[] = [];
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const record = simulate(compiled, 0, replication, UNATTENDED);
    sojourns.push(meanLatencyMs(record) - onTheWayMs);
    refusals.push(count(record, REFUSED) / (count(record, REFUSED) + count(record, COMPLETED)));
  }
  return {
    sojournMs: studentInterval(sojourns, CONFIDENCE)!,
    refusedShare: studentInterval(refusals, CONFIDENCE)!,
  };
}

function model(queue: Queue, customers: number): Model {
  const data = gcpData();
  const seconds = Math.ceil(customers / queue.ratePerSecond);
  const text = `
version: 1
name: single-queue
time: { duration: ${seconds}s, warmup: ${Math.ceil(seconds / 20)}s, interval: ${Math.ceil(seconds / 100)}s }
world: { extends: gcp, clients: { metros: [seoul], networksPerMetro: 1 } }
service:
  protocol: TCP
  port: 443
  backends:
    queue: { zone: asia-northeast3-a, members: 1, balancingMode: CONNECTION, maxConnections: 100M }
  member: { discipline: ${queue.discipline}, workers: ${queue.servers}, backlog: ${queue.backlog}, serviceTime: ${queue.work} }
traffic: { connections: { rate: ${queue.ratePerSecond}/s, hold: { constant: 0s } } }
designs: { queue: { kind: anycastProxy } }
experiment: { replications: 1, seed: oracle }
`;
  const loaded = loadScenario([{ file: 'single-queue.yaml', text }], { gcp: data });
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.message).join('\n'));
  return compileModel(loaded.scenario, data);
}

function meanLatencyMs(record: RunRecord): number {
  let sumUs = 0;
  let total = 0;
  for (const { latency } of record.windows[0]!.flows) {
    sumUs += latency.sumUs;
    total += latency.total;
  }
  return sumUs / total / 1_000;
}

function count(record: RunRecord, outcome: number): number {
  return record.windows[0]!.flows.reduce((sum, flow) => sum + flow.outcomes[outcome]!, 0);
}
