/**
 * What is wrong with a scenario: every fault with its place, all at once, in the order of the file.
 *
 * One fault gives one message: a second error about the same value at the same place is a
 * consequence of the first and is dropped.
 */

export interface Position {
  /** As the caller named the file; `--set` for an override. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

export interface Problem extends Position {
  /** Keys from the top of the scenario, joined by dots: `service.backends.web-seoul.zone`. Empty for the whole file. */
  readonly path: string;
  readonly message: string;
  /** What the author probably meant, or `null`. */
  readonly suggestion: string | null;
  readonly severity: 'error' | 'warning';
}

/** `file:line:column error path: message (did you mean "x"?)`, with the lines that belong to the message below. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, severity, path, message, suggestion } = problem;
  const [first, ...below] = message.split('\n');
  const where = path === '' ? '' : ` ${path}:`;
  const hint = suggestion === null ? '' : ` (did you mean "${suggestion}"?)`;
  return [`${file}:${line}:${column} ${severity}${where} ${first}${hint}`, ...below].join('\n');
}

/** Collects problems while the scenario is read. */
export class ProblemList {
  readonly #problems: Problem[] = [];
  readonly #seen = new Set<string>();

  add(problem: Problem): void {
    const { file, line, column, path, severity } = problem;
    const identity = `${file}:${line}:${column}:${severity}:${path}`;
    if (this.#seen.has(identity)) return;
    this.#seen.add(identity);
    this.#problems.push(problem);
  }

  get hasErrors(): boolean {
    return this.#problems.some((problem) => problem.severity === 'error');
  }

  /** In the order of files first seen in `files`, then by line, column and path. */
  sorted(files: readonly string[]): Problem[] {
    const rank = (file: string): number => (files.includes(file) ? files.indexOf(file) : files.length);
    return this.#problems.toSorted(
      (a, b) =>
        rank(a.file) - rank(b.file) ||
        a.line - b.line ||
        a.column - b.column ||
        (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
    );
  }
}
