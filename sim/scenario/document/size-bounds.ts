/**
 * How large a file may be before it is refused: its text, what it holds, what its aliases add, how deep it is nested.
 *
 * Bounds on the text are checked before it is parsed, so that a file far too large is refused at once.
 */

/**
 * UTF-16 code units: over fifty times the largest shipped scenario (assumption). The parser
 * takes about a second for as many.
 */
const LENGTH_MAX = 500_000;

/**
 * Values that a file may hold, and again those that its aliases may repeat: far above the
 * largest scenario (assumption).
 */
const VALUES_MAX = 200_000;

/** Levels of nesting; the schema needs about ten. */
const DEPTH_MAX = 64;

/**
 * Brackets open at once, or lists begun in a row on one line. Tens of thousands exhaust the parser's memory; those
 * within quotes and comments count too, hence so many more than levels.
 */
const OPEN_MAX = 500;
const LISTS_IN_A_ROW = new RegExp(`(?:[-?] +){${OPEN_MAX}}`);

export const TOO_DEEP = `the file is nested deeper than ${DEPTH_MAX} levels`;

/** Why a text is too large to be parsed; `null` when it is not. */
export function excessOfText(text: string): string | null {
  if (text.length > LENGTH_MAX) {
    return `the file has ${text.length} characters; a scenario has at most ${LENGTH_MAX}`;
  }
  return openBracketsMax(text) > OPEN_MAX || LISTS_IN_A_ROW.test(text) ? TOO_DEEP : null;
}

function openBracketsMax(text: string): number {
  let open = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open += bracket === '[' || bracket === '{' ? 1 : -1;
    most = Math.max(most, open);
  }
  return most;
}

/** Counts the values of one file as they are read: those written in it apart from those that aliases repeat. */
export class ValueBudget {
  #writtenCount = 0;
  #repeatedCount = 0;

  /** Counts one more; why that is too many, or `null`. */
  spend(isRepeated: boolean, depth: number): string | null {
    if (isRepeated) this.#repeatedCount++;
    else this.#writtenCount++;
    if (this.#writtenCount > VALUES_MAX) return `the file holds more than ${VALUES_MAX} values`;
    if (this.#repeatedCount > VALUES_MAX) return `the aliases of the file repeat more than ${VALUES_MAX} values`;
    return depth > DEPTH_MAX ? TOO_DEEP : null;
  }
}
