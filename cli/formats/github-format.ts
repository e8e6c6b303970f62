/**
 * The output of a run as GitHub workflow commands: what did not hold becomes an annotation at the expectation's line.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
import type { Verdict } from '../../sim/metrics/experiment-result.ts';
import type { FinishedRun } from './finished-run.ts';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly file: string;
  readonly line: number;
  /** From 1, where it is known. */
  readonly column: number | null;
  readonly title: string;
  readonly message: string;
}

export function githubFormat(runs: readonly FinishedRun[]): string {
  return runs.flatMap(annotations).map(workflowCommand).join('');
}

export function workflowCommand({ level, file, line, column, title, message }: Annotation): string {
  const position = column === null ? '' : `,col=${column}`;
  return `::${level} file=${property(file)},line=${line}${position},title=${property(title)}::${data(message)}\n`;
}

function annotations({ result, file, command, expectationLines }: FinishedRun): Annotation[] {
  const { scenario, verdicts } = result;
  const at = (id: string | null) => ({
    file,
    line: (id === null ? undefined : expectationLines.get(id)) ?? 1,
    column: null,
  });
  const held = verdicts.filter((verdict) => verdict.state === 'held').length;
  return [
    ...verdicts
      .filter((verdict) => verdict.state !== 'held')
      .map(
        (verdict): Annotation => ({
          ...at(verdict.id),
          level: levelOf(verdict),
          title: `${verdict.id} ${verdict.state} [${verdict.designId}]`,
          message: `${verdict.sentence}\n${command}`,
        }),
      ),
    {
      ...at(null),
      level: 'notice',
      title: scenario.name,
      message: `${held} of ${verdicts.length} expectations held. ${command}`,
    },
  ];
}

function levelOf({ state, severity }: Verdict): Annotation['level'] {
  return state === 'failed' && severity === 'error' ? 'error' : 'warning';
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
