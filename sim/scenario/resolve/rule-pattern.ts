/** Regular expressions of rules: what is wrong with one is reported at its place in the text. */

import type { PcreOptions } from '../../requests/regex/parse-pcre.ts';
import { compilePattern } from '../../requests/regex/pattern.ts';
import { RegexFault } from '../../requests/regex/regex-fault.ts';
import type { Reporter } from '../document/reporter.ts';

/**
 * The names of its groups; `null` for a pattern that cannot be used, which is reported.
 *
 * @param skipped characters of the value before the pattern: a `!`, or the sign of a location
 */
export function checkPattern(
  pattern: string,
  options: PcreOptions,
  path: readonly string[],
  reporter: Reporter,
  skipped = 0,
): readonly string[] | null {
  try {
    return [...compilePattern(pattern, options).names.keys()];
  } catch (error) {
    if (!(error instanceof RegexFault)) throw error;
    reporter.errorInText(path, skipped + error.offset, error.message, null);
    return null;
  }
}
