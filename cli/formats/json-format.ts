/**
 * The output of a run for a program: one document for all scenarios, with the figures of the text output as numbers.
 */
import { whereConnectionsWent } from '../summary/where-connections-went.ts';
import { type FinishedRun, reportPath } from './finished-run.ts';

/** Counted up when a field changes its meaning or goes away. */
const FORMAT_VERSION = 1;

export function jsonFormat(runs: readonly FinishedRun[]): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, runs: runs.map(runJson) }, null, 2)}\n`;
}

function runJson(run: FinishedRun) {
  const { file, command } = run;
  const { scenario, isComplete, verdicts, notices, summary, fingerprint } = run.result;
  return {
    scenario: { ...scenario, file, command },
    directory: run.directory,
    report: reportPath(run),
    isComplete,
    verdicts,
    notices,
    summary,
    where: whereConnectionsWent(run.result),
    fingerprint,
  };
}
