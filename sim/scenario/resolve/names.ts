/**
 * References: names, patterns and lists of them to the ids they mean. `*` stands for any text, `?` for one character.
 *
 * A name that is not there and a pattern that matches nothing are errors: an event or expectation that
 * silently touches nothing misleads.
 */
import type { Reporter } from '../document/reporter.ts';
import { nearest } from '../suggest.ts';

export interface KnownNames {
  /** What one is called in a message: `zone`. */
  readonly what: string;
  /** What sets these apart from others of the kind, for a pattern that matches none: `with backends`. */
  readonly which?: string;
  /** In the order in which patterns list them. */
  readonly ids: readonly string[];
  /** Names of parts of them, `eu/europe-west2-a`: meant only by a name or pattern with a slash. */
  readonly parts?: readonly string[];
  /** Why an id that looks right is not there, for ids that exist but are out of reach; `null` for the rest. */
  readonly whyNot?: (id: string) => string | null;
  /** The id of one that is known by another name too: `ltn` for `london`. */
  readonly idOf?: (name: string) => string | null;
  /** Where all are listed, for a name that is like none. */
  readonly hint?: string;
}

/** Without repetitions, as written; patterns in the order of `known`. `null` after a fault, which is reported. */
export function resolveNames(
  input: string | readonly string[],
  known: KnownNames,
  path: readonly string[],
  reporter: Reporter,
): string[] | null {
  const isList = typeof input !== 'string';
  const found = new Set<string>();
  let isWhole = true;
  for (const [index, name] of (isList ? input : [input]).entries()) {
    const matched = matchName(name, known.ids);
    if (matched.length === 0) {
      isWhole = false;
      const place = isList ? [...path, String(index)] : path;
      const why = known.whyNot?.(name) ?? null;
      if (isPattern(name))
        reporter.error(
          place,
          `no ${known.which === undefined ? known.what : `${known.what} ${known.which}`} matches "${name}"`,
        );
      else if (why !== null) reporter.error(place, why);
      else reportUnknown(name, known, place, reporter);
    }
    for (const id of matched) found.add(id);
  }
  return isWhole ? [...found] : null;
}

/** One name that must be there; `null` after a fault, which is reported. */
export function resolveName(
  name: string,
  known: KnownNames,
  path: readonly string[],
  reporter: Reporter,
): string | null {
  if (known.ids.includes(name)) return name;
  const why = known.whyNot?.(name) ?? null;
  if (why !== null) reporter.error(path, why);
  else reportUnknown(name, known, path, reporter);
  return null;
}

function reportUnknown(name: string, known: KnownNames, path: readonly string[], reporter: Reporter): void {
  const guess = known.idOf?.(name) ?? nearest(name, known.ids);
  const hint = guess === null && known.hint !== undefined ? `; ${known.hint}` : '';
  reporter.error(path, `unknown ${known.what} "${name}"${hint}`, guess);
}

export function isPattern(name: string): boolean {
  return /[*?]/.test(name);
}

/** The ids a name or pattern means; empty when there is none. */
export function matchName(name: string, ids: readonly string[]): string[] {
  if (!isPattern(name)) return ids.includes(name) ? [name] : [];
  const source = name
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  const pattern = new RegExp(`^${source}$`);
  return ids.filter((id) => pattern.test(id));
}
