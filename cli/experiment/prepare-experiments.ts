/**
 * Scenario files made ready to run, all of them or none: every problem of every file is
 * told before anything is simulated.
 */
import { availableParallelism } from 'node:os';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { loadScenarioFile } from '../scenario/load-scenario-file.ts';
import { problemsAsText } from '../scenario/problem-output.ts';
import { expectedSize } from './expected-size.ts';
import { changesOf, type Experiment, prepareExperiment } from './experiment.ts';
import type { ScenarioChanges } from './reproduce-command.ts';
import { longRunNotice } from './size-limits.ts';

/** The flags of the commands that simulate. */
export interface PrepareOptions {
  readonly seed?: string | undefined;
  readonly replications?: number | undefined;
  readonly designs?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly quiet?: boolean | undefined;
}

/** `null` when any scenario is refused; all problems of all of them are on stderr then. */
export function prepareExperiments(
  files: readonly string[],
  { seed, replications, designs, set = [], quiet }: PrepareOptions,
  io: Io,
  installation: Installation,
): Experiment[] | null {
  const changes: ScenarioChanges = { seed, replications, designs, set };
  const loaded = files.map((file) => loadScenarioFile(file, changesOf(changes), io.workingDirectory, installation));
  for (const scenario of loaded) {
    if (!scenario.ok) io.err(problemsAsText(scenario.problems, io.errColours));
    else if (quiet !== true) io.err(problemsAsText(scenario.warnings, io.errColours));
  }
  const sound = loaded.filter((scenario) => scenario.ok);
  return sound.length < loaded.length
    ? null
    : sound.map((scenario) => prepareExperiment(scenario, changes, io.workingDirectory));
}

/** Says on stderr which of them take long, before they do. */
export function noticeLongRuns(
  experiments: readonly Experiment[],
  { jobs, quiet }: { readonly jobs?: number | undefined; readonly quiet?: boolean | undefined },
  io: Io,
): void {
  if (quiet === true) return;
  for (const { loaded, designIndexes } of experiments) {
    const size = expectedSize(loaded.model, designIndexes.length);
    const notice = longRunNotice(loaded.scenario.name, size, jobs ?? availableParallelism());
    if (notice !== null) io.err(`${io.errColours.yellow('note')} ${notice}\n`);
  }
}
