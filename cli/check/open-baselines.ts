/**
 * The baselines of all scenarios, read before anything is simulated: what is missing or damaged
 * is told at once, and all of it.
 */
import type { FigureSet } from '../../sim/metrics/comparison/figure-set.ts';
import { BASELINES_DIRECTORY, baselineFile, readBaseline } from '../baseline/baseline-file.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { quoted } from '../experiment/reproduce-command.ts';
import { UserError } from '../user-error.ts';

export interface OpenBaseline {
  /** As the user would write it. */
  readonly file: string;
  /** null when there is none yet, which only an update may find. */
  readonly figures: FigureSet | null;
}

/**
 * One for each experiment, in their order.
 *
 * @param isUpdate whether baselines may be missing, damaged or without a design, because they are written anew
 * @throws UserError otherwise, with the command that makes them
 */
export function openBaselines(
  experiments: readonly Experiment[],
  directory: string,
  isUpdate: boolean,
  workingDirectory: string,
): OpenBaseline[] {
  const faults: string[] = [];
  const concerned: string[] = [];
  const baselines = experiments.map((experiment): OpenBaseline => {
    const file = baselineFile(directory, experiment.loaded.file, experiment.loaded.scenario.name);
    const { figures, fault } = tryOpen(file, experiment, workingDirectory);
    if (fault !== null) {
      faults.push(fault);
      concerned.push(experiment.loaded.file);
    }
    return { file, figures };
  });
  if (faults.length > 0 && !isUpdate) {
    const place = directory === BASELINES_DIRECTORY ? '' : ` --baselines ${quoted(directory)}`;
    throw new UserError(
      `${faults.join('\n')}\nWrite ${faults.length === 1 ? 'it' : 'them'} and commit what it says:\n  npx spillway check ${concerned.map(quoted).join(' ')} --update${place}`,
    );
  }
  return baselines;
}

function tryOpen(
  file: string,
  { context, loaded }: Experiment,
  workingDirectory: string,
): { readonly figures: FigureSet | null; readonly fault: string | null } {
  const { name } = loaded.scenario;
  try {
    const figures = readBaseline(file, workingDirectory);
    if (figures === null) return { figures, fault: `${name} has no baseline: there is no ${file}` };
    const known = figures.designs.map(({ id }) => id);
    const unknown = context.scenario.designs.map(({ id }) => id).filter((id) => !known.includes(id));
    const fault = unknown.length === 0 ? null : `${file} has no design ${unknown.join(', ')}`;
    return { figures, fault };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { figures: null, fault: error.message };
  }
}
