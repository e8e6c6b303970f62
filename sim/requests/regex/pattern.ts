/**
 * A user's pattern, ready to run on a request: checked, translated, and known not to run away.
 */
import { ambiguityOf } from './ambiguity.ts';
import { type PcreOptions, parsePcre } from './parse-pcre.ts';
import { RegexFault } from './regex-fault.ts';
import { toJavascript } from './to-javascript.ts';

export interface Pattern {
  /**
   * The text of each group by number, 0 being the whole match; a group that took no part is empty. `null`: no match.
   */
  readonly match: (text: string) => readonly string[] | null;
  /** Capture number of each named group. */
  readonly names: ReadonlyMap<string, number>;
}

/**
 * @param text in the dialect of the server; the subject is a text of bytes (characters 0 to 255)
 * @throws RegexFault for a pattern that is wrong, not supported, or could take exponential time
 */
export function compilePattern(text: string, options: PcreOptions): Pattern {
  const { root, names } = parsePcre(text, options);
  const ambiguity = ambiguityOf(root);
  if (ambiguity === 'tooLarge') throw new RegexFault(0, 'has too many parts to be checked for safety; split it');
  if (ambiguity === 'exponential') {
    throw new RegexFault(
      0,
      'can take exponential time: it repeats something that can match the same text in two ways; make the parts of the repeat exclude each other',
    );
  }
  const regex = new RegExp(toJavascript(root));
  return {
    names,
    match: (subject) => {
      const found = regex.exec(subject);
      return found === null ? null : Array.from(found, (group) => group ?? '');
    },
  };
}
