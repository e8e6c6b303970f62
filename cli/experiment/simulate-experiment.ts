/**
 * Simulates all runs of one experiment on the worker pool, with progress on a terminal, until
 * they end or the user stops them.
 */
import { availableParallelism } from 'node:os';
import type { RunRecord } from '../../sim/metrics/run-record.ts';
import type { Installation } from '../installation/installation.ts';
import { listenForInterrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { planRuns } from '../pool/run-plan.ts';
import { SharedControl } from '../pool/shared-control.ts';
import { simulateAll } from '../pool/simulation-pool.ts';
import { showProgress } from '../progress.ts';
import type { Experiment } from './experiment.ts';

export interface SimulateOptions {
  /** `undefined`: one for each core. Never more than there are runs. */
  readonly jobs: number | undefined;
  readonly isQuiet: boolean;
}

export interface Simulated {
  /** In the order of the plan; a run that was stopped is marked in its record, one that never began is missing. */
  readonly records: readonly RunRecord[];
  readonly isInterrupted: boolean;
  readonly wallMs: number;
}

/** @throws RunFault when a run hits a bug */
export async function simulateExperiment(
  { loaded, designIndexes }: Experiment,
  { jobs, isQuiet }: SimulateOptions,
  io: Io,
  installation: Installation,
): Promise<Simulated> {
  const { scenario, world, modules } = loaded;
  const plan = planRuns(designIndexes, scenario.experiment.replications);
  const control = SharedControl.forRuns(plan.length);
  const startedAtMs = performance.now();
  const interrupt = listenForInterrupt(io, () => control.requestStop());
  const progress = { label: scenario.name, runCount: plan.length, durationUs: scenario.time.duration, control };
  const endProgress = isQuiet ? () => undefined : showProgress(io, progress);
  try {
    const records = await simulateAll(plan, {
      scenario,
      world,
      modules,
      control,
      jobs: Math.min(jobs ?? availableParallelism(), plan.length),
      workerFile: installation.workerFile,
    });
    return { records, isInterrupted: interrupt.isRequested(), wallMs: performance.now() - startedAtMs };
  } finally {
    endProgress();
    interrupt.dispose();
  }
}
