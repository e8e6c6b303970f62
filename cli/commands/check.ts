/**
 * `spillway check`: simulates scenarios and compares each with its committed baseline;
 * `--update` accepts what came out.
 */
import { compareFigures } from '../../sim/metrics/comparison/compare-figures.ts';
import { figuresOf } from '../../sim/metrics/comparison/figure-set.ts';
import { mergeRuns } from '../../sim/metrics/merge-runs.ts';
import { writeBaseline } from '../baseline/baseline-file.ts';
import { exitCodeOfCheck } from '../check/check-exit-code.ts';
import { type OpenBaseline, openBaselines } from '../check/open-baselines.ts';
import { assertMayUpdate } from '../check/update-rules.ts';
import { BUG, INTERRUPTED, WRONG_INPUT } from '../exit-codes.ts';
import { worstOf } from '../experiment/exit-code.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { finishExperiment } from '../experiment/finish-experiment.ts';
import { openResultDirectories } from '../experiment/open-result-directories.ts';
import { noticeLongRuns, prepareExperiments } from '../experiment/prepare-experiments.ts';
import type { Simulated } from '../experiment/simulate-experiment.ts';
import { simulateOrExplain } from '../experiment/simulate-or-explain.ts';
import { CHECK_FORMATTERS } from '../formats/check/check-formatters.ts';
import type { CheckedScenario } from '../formats/check/checked-scenario.ts';
import { markdownCheck } from '../formats/check/markdown-check.ts';
import type { FinishedRun } from '../formats/finished-run.ts';
import type { RunFormat } from '../formats/format-names.ts';
import { writeStepSummary } from '../formats/step-summary.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { expectationLines } from '../scenario/expectation-lines.ts';

import { simulatedFiles } from '../scenario/simulated-files.ts';

export interface CheckOptions {
  readonly baselines: string;
  readonly update?: boolean | undefined;
  readonly ciUpdate?: boolean | undefined;
  readonly quick?: boolean | undefined;
  /** Share of a mean, from 0. */
  readonly tolerance: number;
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

/** Enough for intervals, which are wide. */
const QUICK_REPLICATIONS = 3;

export async function checkCommand(
  files: readonly string[],
  options: CheckOptions,
  io: Io,
  installation: Installation,
): Promise<number> {
  assertMayUpdate(options, io);
  const replications = options.replications ?? (options.quick === true ? QUICK_REPLICATIONS : undefined);
  const chosen = simulatedFiles(files, io.workingDirectory);
  const experiments = prepareExperiments(chosen, { ...options, replications }, io, installation);
  if (experiments === null) return WRONG_INPUT;
  const directories =
    options.out === undefined ? null : openResultDirectories(experiments, options.out, io.workingDirectory);
  const baselines = openBaselines(experiments, options.baselines, options.update === true, io.workingDirectory);
  noticeLongRuns(experiments, options, io);
  const checked: CheckedScenario[] = [];
  let isInterrupted = false;
  for (const [index, experiment] of experiments.entries()) {
    const simulated = await simulateOrExplain(experiment, options, io, installation);
    if (simulated === null) return BUG;
    isInterrupted = simulated.isInterrupted;
    if (isInterrupted) {
      io.err(`Interrupted: ${experiment.loaded.scenario.name} is not compared, and no baseline of it is written.\n`);
      break;
    }
    const directory = directories === null ? null : directories[index]!;
    checked.push(await checkOne(experiment, simulated, baselines[index]!, directory, options, io, installation));
  }
  io.out(CHECK_FORMATTERS[options.format](checked, io.outColours));
  if (options.format === 'github') writeStepSummary(markdownCheck(checked), io);
  if (isInterrupted) return INTERRUPTED;
  return worstOf(checked.map((scenario) => exitCodeOfCheck(scenario, options.failOnUndecided === true)));
}

/** Of a whole experiment. */
async function checkOne(
  experiment: Experiment,
  simulated: Simulated,
  baseline: OpenBaseline,
  directory: string | null,
  { update, tolerance }: CheckOptions,
  io: Io,
  installation: Installation,
): Promise<CheckedScenario> {
  const { loaded, command, context } = experiment;
  const finished = directory === null ? null : await written(experiment, simulated, directory, io, installation);
  const result = finished?.result ?? mergeRuns(context, simulated.records);
  const figures = figuresOf(result);
  const comparison = baseline.figures === null ? null : compareFigures(baseline.figures, figures, { tolerance });
  const isWritten = update === true && writeBaseline(baseline.file, figures, io.workingDirectory);
  return {
    result,
    file: loaded.file,
    command,
    baselineFile: baseline.file,
    comparison,
    update: update === true ? (isWritten ? 'written' : 'unchanged') : null,
    directory: finished?.directory ?? null,
    expectationLines: expectationLines(loaded.text),
  };
}

/** What draws the report is loaded only where one is asked for. */
async function written(...finishing: Parameters<typeof finishExperiment>): Promise<FinishedRun> {
  const { finishExperiment } = await import('../experiment/finish-experiment.ts');
  return finishExperiment(...finishing);
}
