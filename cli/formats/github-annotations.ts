/**
 * Annotations as GitHub workflow commands, as many as GitHub shows.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly file: string;
  readonly line: number;
  /** From 1, where it is known. */
  readonly column: number | null;
  readonly title: string;
  readonly message: string;
}

/**
 * Of each level in a step; further ones are dropped without a word. https://docs.github.com/rest/checks/runs
 * (annotations of a workflow run).
 */
const EACH_LEVEL_MAX = 10;

const LEVELS = ['error', 'warning', 'notice'] as const;

/**
 * Workflow commands, gravest first; where there are more than GitHub shows, the last of a
 * level says how many are left out.
 */
export function workflowCommands(annotations: readonly Annotation[]): string {
  return LEVELS.flatMap((level) => shown(annotations.filter((annotation) => annotation.level === level)))
    .map(workflowCommand)
    .join('');
}

function shown(annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= EACH_LEVEL_MAX) return annotations;
  const first = annotations.slice(0, EACH_LEVEL_MAX - 1);
  const rest = annotations.slice(EACH_LEVEL_MAX - 1);
  const titles = rest.map(({ title }) => title).join('\n');
  return [...first, { ...rest[0]!, title: `${rest.length} more`, message: titles }];
}

export function workflowCommand({ level, file, line, column, title, message }: Annotation): string {
  const position = column === null ? '' : `,col=${column}`;
  return `::${level} file=${property(file)},line=${line}${position},title=${property(title)}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
