/**
 * From the records of an experiment's runs to its result directory, report included.
 */
import { relative, resolve } from 'node:path';
import { mergeRuns } from '../../sim/metrics/merge-runs.ts';
import type { RunRecord } from '../../sim/metrics/run-record.ts';
import { renderReport } from '../../viz/render-report.ts';
import type { FinishedRun } from '../formats/finished-run.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { writeResultDirectory } from '../results/result-directory.ts';
import { expectationLines } from '../scenario/expectation-lines.ts';
import type { Experiment } from './experiment.ts';
import type { Simulated } from './simulate-experiment.ts';

export async function finishExperiment(
  { context, loaded, command }: Experiment,
  { records, wallMs }: Simulated,
  directory: string,
  io: Io,
  installation: Installation,
): Promise<FinishedRun> {
  const result = mergeRuns(context, records);
  const reportHtml = renderReport(result, await installation.reportAssets());
  const path = resolve(io.workingDirectory, directory);
  const completedReplications = completedByDesign(context.scenario.designs, records);
  writeResultDirectory(path, result, {
    resolvedYaml: loaded.resolvedYaml,
    reportHtml,
    completedReplications,
    wallMs,
  });
  return {
    result,
    file: loaded.file,
    command,
    directory: asTyped(path, io.workingDirectory),
    expectationLines: expectationLines(loaded.text),
  };
}

function completedByDesign(
  designs: readonly { readonly id: string }[],
  records: readonly RunRecord[],
): Readonly<Record<string, number>> {
  const completed = records.filter((record) => record.isComplete);
  return Object.fromEntries(designs.map(({ id }) => [id, completed.filter((record) => record.designId === id).length]));
}

/** Short below the working directory, absolute elsewhere. */
function asTyped(path: string, workingDirectory: string): string {
  const below = relative(workingDirectory, path);
  return below.startsWith('..') ? path : below || '.';
}
