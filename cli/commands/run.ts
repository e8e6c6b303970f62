/**
 * `spillway run`: checks all scenarios first, then simulates, judges and writes one after the other.
 */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { BUG, FAILED, HELD, INTERRUPTED, WRONG_INPUT } from '../exit-codes.ts';
import { exitCodeOfVerdicts } from '../experiment/exit-code.ts';
import { expectedSize } from '../experiment/expected-size.ts';
import { changesOf, type Experiment, prepareExperiment } from '../experiment/experiment.ts';
import { faultReport } from '../experiment/fault-report.ts';
import { finishExperiment } from '../experiment/finish-experiment.ts';
import type { ScenarioChanges } from '../experiment/reproduce-command.ts';
import { resultDirectories } from '../experiment/result-place.ts';
import { type Simulated, simulateExperiment } from '../experiment/simulate-experiment.ts';
import { longRunNotice } from '../experiment/size-limits.ts';
import type { FinishedRun } from '../formats/finished-run.ts';
import type { RunFormat } from '../formats/format-names.ts';
import { isWrittenOneByOne, RUN_FORMATTERS } from '../formats/run-formatters.ts';
import type { Installation } from '../installation/installation.ts';
import type { Colours, Io } from '../io.ts';
import { RunFault } from '../pool/simulation-pool.ts';
import { assertReplaceable } from '../results/result-directory.ts';
import { loadScenarioFile } from '../scenario/load-scenario-file.ts';
import { problemsAsText } from '../scenario/problem-output.ts';

export interface RunOptions {
  readonly out?: string | undefined;
  readonly seed?: string | undefined;
  readonly replications?: number | undefined;
  readonly designs?: string | undefined;
  readonly jobs?: number | undefined;
  readonly set?: readonly string[] | undefined;
  readonly format: RunFormat;
  readonly failOnUndecided?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

export async function runCommand(
  files: readonly string[],
  options: RunOptions,
  io: Io,
  installation: Installation,
): Promise<number> {
  const experiments = prepareAll(files, options, io, installation);
  if (experiments === null) return WRONG_INPUT;
  const directories = resultDirectories(
    experiments.map(({ loaded }) => ({ file: loaded.file, name: loaded.scenario.name })),
    options.out,
  );
  // Before the work, not after it.
  for (const directory of directories) assertReplaceable(resolve(io.workingDirectory, directory));
  if (options.quiet !== true) io.err(longRunNotices(experiments, options.jobs, io.errColours));
  const format = RUN_FORMATTERS[options.format];
  const finished: FinishedRun[] = [];
  let isInterrupted = false;
  for (const [index, experiment] of experiments.entries()) {
    const simulated = await simulateOrExplain(experiment, options, io, installation);
    if (simulated === null) return BUG;
    isInterrupted = simulated.isInterrupted;
    if (simulated.records.length > 0) {
      const run = await finishExperiment(experiment, simulated, directories[index]!, io, installation);
      finished.push(run);
      if (isWrittenOneByOne(options.format)) io.out((finished.length > 1 ? '\n' : '') + format([run], io.outColours));
      if (isInterrupted)
        io.err(`Interrupted: ${run.directory} holds what was finished, and says that it is incomplete.\n`);
    } else if (isInterrupted) io.err('Interrupted before anything was simulated: nothing is written.\n');
    if (isInterrupted) break;
  }
  if (!isWrittenOneByOne(options.format)) io.out(format(finished, io.outColours));
  if (isInterrupted) return INTERRUPTED;
  return worstOf(finished.map(({ result }) => exitCodeOfVerdicts(result.verdicts, options.failOnUndecided === true)));
}

/** `null` when any scenario is refused; all problems of all of them are on stderr then. */
function prepareAll(
  files: readonly string[],
  options: RunOptions,
  io: Io,
  installation: Installation,
): Experiment[] | null {
  const { seed, replications, designs, set = [] } = options;
  const changes: ScenarioChanges = { seed, replications, designs, set };
  const loaded = files.map((file) => loadScenarioFile(file, changesOf(changes), io.workingDirectory, installation));
  for (const scenario of loaded) {
    if (!scenario.ok) io.err(problemsAsText(scenario.problems, io.errColours));
    else if (options.quiet !== true) io.err(problemsAsText(scenario.warnings, io.errColours));
  }
  const sound = loaded.filter((scenario) => scenario.ok);
  return sound.length < loaded.length
    ? null
    : sound.map((scenario) => prepareExperiment(scenario, changes, io.workingDirectory));
}

function longRunNotices(experiments: readonly Experiment[], jobs: number | undefined, colours: Colours): string {
  const notices = experiments.flatMap(({ loaded, designIndexes }) => {
    const size = expectedSize(loaded.model, designIndexes.length);
    return longRunNotice(loaded.scenario.name, size, jobs ?? availableParallelism()) ?? [];
  });
  return notices.map((notice) => `${colours.yellow('note')} ${notice}\n`).join('');
}

/** `null` after a bug, which is explained on stderr. */
async function simulateOrExplain(
  experiment: Experiment,
  { jobs, quiet }: RunOptions,
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

/** A failure outweighs an undecided one, whichever number is larger. */
function worstOf(exitCodes: readonly number[]): number {
  return exitCodes.find((code) => code === FAILED) ?? exitCodes.find((code) => code !== HELD) ?? HELD;
}
