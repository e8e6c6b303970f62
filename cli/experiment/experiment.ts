/**
 * One scenario made ready to run: loaded, changed as the user asked, compiled.
 */
import { createHash } from 'node:crypto';
import { compileModel, type Model } from '../../sim/index.ts';
import type { ResultContext } from '../../sim/metrics/result-context.ts';
import { scenarioHashInput } from '../../sim/scenario/scenario-hash-input.ts';
import type { LoadedScenario } from '../scenario/load-scenario-file.ts';
import { TOOL_VERSION } from '../version.ts';
import { chooseDesigns } from './choose-designs.ts';
import { reproduceCommand, type ScenarioChanges } from './reproduce-command.ts';

export interface Experiment {
  readonly loaded: LoadedScenario;
  readonly model: Model;
  /** Designs to run, into the model's. */
  readonly designIndexes: readonly number[];
  /** What the result says about itself. */
  readonly context: ResultContext;
}

export function prepareExperiment(loaded: LoadedScenario, changes: ScenarioChanges): Experiment {
  const { scenario: whole, world, file } = loaded;
  const { designIndexes, scenario } = chooseDesigns(whole, changes.designs);
  const model = compileModel(whole, world);
  return {
    loaded,
    model,
    designIndexes,
    context: {
      toolVersion: TOOL_VERSION,
      scenario,
      places: model.places,
      file,
      hash: createHash('sha256').update(scenarioHashInput(whole)).digest('hex'),
      command: reproduceCommand(file, scenario.experiment.seed, changes),
    },
  };
}

/** The user's flags as changes of the scenario file, after those of `--set`. */
export function changesOf({ seed, replications, set }: ScenarioChanges): string[] {
  return [
    ...set,
    ...(seed === undefined ? [] : [`experiment.seed=${JSON.stringify(seed)}`]),
    ...(replications === undefined ? [] : [`experiment.replications=${replications}`]),
  ];
}
