/**
 * How large an experiment is before it runs: connections it will offer, and about how long that takes.
 */

import type { Model } from '../../sim/index.ts';
import { metroRates } from '../../sim/traffic/offered-traffic.ts';

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
  readonly estimatedSeconds: number;
}

export function expectedSize({ scenario, world }: Model, jobs: number): ExpectedSize {
  const durationUs = scenario.time.duration;
  let connectionsPerRun = 0;
  for (const rate of metroRates(scenario, world)) {
    for (let from = 0; from < durationUs; ) {
      const to = Math.min(rate.stepEnd(from), durationUs);
      connectionsPerRun += rate.rateOver(from, to) * (to - from);
      from = to;
    }
  }
  const runCount = scenario.designs.length * scenario.experiment.replications;
  const connections = connectionsPerRun * runCount;
  const workers = Math.min(jobs, runCount);
  return {
    runCount,
    connectionsPerRun,
    connections,
    estimatedSeconds: connections / workers / CONNECTIONS_PER_WORKER_SECOND,
  };
}
