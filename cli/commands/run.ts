/**
 * `spillway run`: checks all scenarios first, then simulates, judges and writes one after the other.
 */
import { BUG, INTERRUPTED, WRONG_INPUT } from '../exit-codes.ts';
import { exitCodeOfVerdicts, worstOf } from '../experiment/exit-code.ts';
import { openResultDirectories } from '../experiment/open-result-directories.ts';
import { noticeLongRuns, prepareExperiments } from '../experiment/prepare-experiments.ts';
import { simulateOrExplain } from '../experiment/simulate-or-explain.ts';
import type { FinishedRun } from '../formats/finished-run.ts';
import type { RunFormat } from '../formats/format-names.ts';
import { markdownFormat } from '../formats/markdown-format.ts';
import { isWrittenOneByOne, RUN_FORMATTERS } from '../formats/run-formatters.ts';
import { writeStepSummary } from '../formats/step-summary.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';

import { simulatedFiles } from '../scenario/simulated-files.ts';

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
  const experiments = prepareExperiments(simulatedFiles(files, io.workingDirectory), options, io, installation);
  if (experiments === null) return WRONG_INPUT;
  const directories = openResultDirectories(experiments, options.out, io.workingDirectory);
  noticeLongRuns(experiments, options, io);
  const format = RUN_FORMATTERS[options.format];
  const finished: FinishedRun[] = [];
  let isInterrupted = false;
  for (const [index, experiment] of experiments.entries()) {
    // What draws the report is loaded while workers simulate: a third of the code that a run needs.
    const [simulated, { finishExperiment }] = await Promise.all([
      simulateOrExplain(experiment, options, io, installation),
      import('../experiment/finish-experiment.ts'),
    ]);
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
  if (options.format === 'github') writeStepSummary(markdownFormat(finished), io);
  if (isInterrupted) return INTERRUPTED;
  return worstOf(finished.map(({ result }) => exitCodeOfVerdicts(result.verdicts, options.failOnUndecided === true)));
}
