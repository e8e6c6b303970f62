/**
 * An experiment simulated, or the bug that it ran into explained.
 */
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { RunFault } from '../pool/simulation-pool.ts';
import type { Experiment } from './experiment.ts';
import { faultReport } from './fault-report.ts';
import { type Simulated, simulateExperiment } from './simulate-experiment.ts';

/** `null` after a bug, which is explained on stderr. */
export async function simulateOrExplain(
  experiment: Experiment,
  { jobs, quiet }: { readonly jobs?: number | undefined; readonly quiet?: boolean | undefined },
  io: Io,
  installation: Installation,
): Promise<Simulated | null> {
  try {
    return await simulateExperiment(experiment, { jobs, isQuiet: quiet === true }, io, installation);
  } catch (error) {
    if (!(error instanceof RunFault)) throw error;
    const { command } = experiment;
    const { scenario } = experiment.loaded;
    const designId = scenario.designs[error.run.designIndex]!.id;
    io.err(faultReport(error, { designId, seed: scenario.experiment.seed, command }, io.errColours));
    return null;
  }
}
