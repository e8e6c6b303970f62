/**
 * How large an experiment is before it runs: connections it will offer, how many are open at
 * once, and about how long it takes.
 */
import type { Model } from '../../sim/index.ts';
import { expectedTraffic } from '../../sim/traffic/expected-traffic.ts';

/**
 * Connections simulated in a second by one worker. Of the designs that `npm run bench` measures 0.9 to 2.2 million were
 * found in November 2026 (one of four EPYC vCPUs, Node 20.20), with four workers busy each about 0.6 of that; other
 * machines and scenarios differ, so it is good for an order of magnitude only.
 */
export const CONNECTIONS_PER_WORKER_SECOND = 1_000_000;

export interface ExpectedSize {
  readonly runCount: number;
  /** Mean over replications: the integral of the rate, surges and time of day included. */
  readonly connectionsPerRun: number;
  readonly connections: number;
  /** Highest rate of new connections of a run. */
  readonly peakPerSecond: number;
  /** Most connections open at once in a run. */
  readonly openMax: number;
}

/** @param designCount designs that run */
export function expectedSize({ scenario, world, shapeTables }: Model, designCount: number): ExpectedSize {
  const { connections: connectionsPerRun, peakPerSecond, openMax } = expectedTraffic(scenario, world, shapeTables);
  const runCount = designCount * scenario.experiment.replications;
  return { runCount, connectionsPerRun, connections: connectionsPerRun * runCount, peakPerSecond, openMax };
}

/** @param jobs worker threads; those beyond the number of runs have nothing to do */
export function estimatedSeconds({ connections, runCount }: ExpectedSize, jobs: number): number {
  return connections / Math.min(jobs, runCount) / CONNECTIONS_PER_WORKER_SECOND;
}
