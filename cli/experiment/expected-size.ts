/**
 * How large an experiment is before it runs: connections it will offer, how many are open at once, and about how long it takes.
 */
import type { Model } from '../../sim/index.ts';
import { expectedTraffic } from '../../sim/traffic/expected-traffic.ts';

/**
 * Connections simulated in a second by one worker. Measured in November 2026 with `npm start` (scenarios/seoul-boston.yaml, Node 20.20,
 * one of four 2.x GHz Xeon vCPUs); other machines and scenarios differ, so it is good for an order of magnitude only.
 */
export const CONNECTIONS_PER_WORKER_SECOND = 500_000;

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
