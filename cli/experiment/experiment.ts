/**
 * One scenario made ready to run: loaded, changed as the user asked, compiled.
 */
import { createHash } from 'node:crypto';
import type { ResultContext } from '../../sim/metrics/result-context.ts';
import { scenarioHashInput, setupHashInputs } from '../../sim/scenario/scenario-hash-input.ts';
import type { LoadedScenario } from '../scenario/load-scenario-file.ts';
import { TOOL_VERSION } from '../version.ts';
import { chooseDesigns } from './choose-designs.ts';
import { reproduceCommand, type ScenarioChanges } from './reproduce-command.ts';
import { storedPath } from './stored-path.ts';

export interface Experiment {
  readonly loaded: LoadedScenario;
  /** Designs to run, into the scenario's. */
  readonly designIndexes: readonly number[];
  /** What the result says about itself. */
  readonly context: ResultContext;
  /**
   * The command that reproduces the run, for whoever typed this one: the result's own
   * names the file by its stored path.
   */
  readonly command: string;
}

export function prepareExperiment(
  loaded: LoadedScenario,
  changes: ScenarioChanges,
  workingDirectory: string,
): Experiment {
  const { scenario: whole, model, file } = loaded;
  const { designIndexes, scenario } = chooseDesigns(whole, changes.designs);
  const { seed } = scenario.experiment;
  const stored = storedPath(file, workingDirectory);
  return {
    loaded,
    designIndexes,
    context: {
      toolVersion: TOOL_VERSION,
      scenario,
      places: model.places,
      file: stored,
      hash: sha256(scenarioHashInput(whole)),
      setup: Object.fromEntries(setupHashInputs(whole).map(({ part, text }) => [part, sha256(text)])),
      command: reproduceCommand(stored, seed, changes),
    },
    command: reproduceCommand(file, seed, changes),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The user's flags as changes of the scenario file, after those of `--set`. */
export function changesOf({ seed, replications, set }: ScenarioChanges): string[] {
  return [
    ...set,
    ...(seed === undefined ? [] : [`experiment.seed=${JSON.stringify(seed)}`]),
    ...(replications === undefined ? [] : [`experiment.replications=${replications}`]),
  ];
}
