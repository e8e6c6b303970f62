/**
 * From the records of an experiment's runs to its result directory, report included.
 */
import { relative, resolve } from 'node:path';
import { mergeRuns } from '../../sim/metrics/merge-runs.ts';
import { renderReport } from '../../viz/render-report.ts';
import type { FinishedRun } from '../formats/finished-run.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { writeResultDirectory } from '../results/result-directory.ts';
import { expectationLines } from '../scenario/expectation-lines.ts';
import type { Experiment } from './experiment.ts';
import type { Simulated } from './simulate-experiment.ts';

export async function finishExperiment(
  { context, loaded }: Experiment,
  { records, wallMs }: Simulated,
  directory: string,
  io: Io,
  installation: Installation,
): Promise<FinishedRun> {
  const result = mergeRuns(context, records);
  const reportHtml = renderReport(result, await installation.reportAssets());
  const path = resolve(io.workingDirectory, directory);
  writeResultDirectory(path, result, { resolvedYaml: loaded.resolvedYaml, reportHtml, wallMs });
  return {
    result,
    directory: asTyped(path, io.workingDirectory),
    expectationLines: expectationLines(loaded.text),
  };
}

/** Short below the working directory, absolute elsewhere. */
function asTyped(path: string, workingDirectory: string): string {
  const below = relative(workingDirectory, path);
  return below.startsWith('..') ? path : below || '.';
}
