/**
 * Problems of scenario files on stderr or stdout: for people, for programs, or as annotations of a GitHub workflow.
 */
import { formatProblem, type Problem } from '../../sim/scenario/problem.ts';
import { workflowCommands } from '../formats/github-annotations.ts';
import type { Colours } from '../io.ts';

export function problemsAsText(problems: readonly Problem[], colours: Colours): string {
  return problems
    .map((problem) => {
      const word = problem.severity === 'error' ? colours.red('error') : colours.yellow('warning');
      return `${formatProblem(problem).replace(` ${problem.severity}`, ` ${word}`)}\n`;
    })
    .join('');
}

export function problemsAsAnnotations(problems: readonly Problem[]): string {
  return workflowCommands(
    problems.map(({ severity, file, line, column, path, message, suggestion }) => ({
      level: severity,
      file,
      line,
      column,
      title: path === '' ? 'scenario' : path,
      message: suggestion === null ? message : `${message} (did you mean "${suggestion}"?)`,
    })),
  );
}
