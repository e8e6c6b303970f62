/**
 * The output of a run as GitHub workflow commands: what did not hold becomes an annotation at the expectation's line.
 */
import type { Verdict } from '../../sim/metrics/experiment-result.ts';
import type { FinishedRun } from './finished-run.ts';
import { type Annotation, workflowCommands } from './github-annotations.ts';

export function githubFormat(runs: readonly FinishedRun[]): string {
  return workflowCommands(runs.flatMap(annotations));
}

function annotations({ result, file, command, expectationLines }: FinishedRun): Annotation[] {
  const { scenario, verdicts } = result;
  const held = verdicts.filter((verdict) => verdict.state === 'held').length;
  return [
    ...verdictAnnotations(verdicts, { file, command, expectationLines }),
    {
      file,
      line: 1,
      column: null,
      level: 'notice',
      title: scenario.name,
      message: `${held} of ${verdicts.length} expectations held. ${command}`,
    },
  ];
}

/** What did not hold, each at the line of its expectation. */
export function verdictAnnotations(
  verdicts: readonly Verdict[],
  { file, command, expectationLines }: Pick<FinishedRun, 'file' | 'command' | 'expectationLines'>,
): Annotation[] {
  return verdicts
    .filter((verdict) => verdict.state !== 'held')
    .map((verdict) => ({
      file,
      line: expectationLines.get(verdict.id) ?? 1,
      column: null,
      level: levelOf(verdict),
      title: `${verdict.id} ${verdict.state} [${verdict.designId}]`,
      message: `${verdict.sentence}\n${command}`,
    }));
}

function levelOf({ state, severity }: Verdict): Annotation['level'] {
  return state === 'failed' && severity === 'error' ? 'error' : 'warning';
}
