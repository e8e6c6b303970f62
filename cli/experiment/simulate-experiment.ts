/**
 * Simulates all runs of one experiment on the worker pool, with progress on a terminal, until they end or the user stops them.
 */
import { availableParallelism } from 'node:os';
import type { RunRecord } from '../../sim/metrics/run-record.ts';
import type { ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';
import type { WorldData } from '../../sim/world/world-data.ts';
import type { Installation } from '../installation/installation.ts';
import { listenForInterrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { planRuns } from '../pool/run-plan.ts';
import { SharedControl } from '../pool/shared-control.ts';
import { simulateAll } from '../pool/simulation-pool.ts';
import { showProgress } from '../progress.ts';

export interface SimulateOptions {
  /** `undefined`: one for each core. Never more than there are runs. */
  readonly jobs: number | undefined;
  readonly isQuiet: boolean;
}

export interface Simulated {
  /** In the order of the plan; runs that were stopped are marked in the record, those that never began are missing. */
  readonly records: readonly RunRecord[];
  readonly isInterrupted: boolean;
  readonly jobs: number;
}

export async function simulateExperiment(
  scenario: ResolvedScenario,
  world: WorldData,
  options: SimulateOptions,
  io: Io,
  installation: Installation,
): Promise<Simulated> {
  const plan = planRuns(scenario);
  const control = SharedControl.forRuns(plan.length);
  const jobs = Math.min(options.jobs ?? availableParallelism(), plan.length);
  const interrupt = listenForInterrupt(io, () => control.requestStop());
  const endProgress = options.isQuiet
    ? () => undefined
    : showProgress(io, { label: scenario.name, runCount: plan.length, durationUs: scenario.time.duration, control });
  try {
    const records = await simulateAll(plan, { scenario, world, control, jobs, workerFile: installation.workerFile });
    return { records, isInterrupted: interrupt.isRequested(), jobs };
  } finally {
    endProgress();
    interrupt.dispose();
  }
}
