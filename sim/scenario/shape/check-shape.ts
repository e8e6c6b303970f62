/**
 * Runs a schema over a tree and reports every fault at its place, in words of the field and not of the schema library.
 */
import type { z } from 'zod';
import { toPlain } from '../document/node.ts';
import type { Reporter } from '../document/reporter.ts';
import { allowedKeysAt } from '../schema/allowed-keys.ts';
import { misplacedKey } from '../schema/misplaced-keys.ts';
import { describeValue } from '../schema/quantities.ts';
import { nearest } from '../suggest.ts';

/** How many allowed keys a message lists before it leaves them to the documentation. */
const LISTED_KEYS_MAX = 15;

/** Reports what is wrong; the value when nothing is. */
export function checkShape<T extends z.ZodType>(schema: T, reporter: Reporter): z.infer<T> | null {
  const result = schema.safeParse(toPlain(reporter.root), { reportInput: true, error: wording });
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(flattened);
  for (const issue of withoutConsequences(issues, schema)) report(issue, schema, reporter);
  return null;
}

/** Of a union, the faults of the branch that the author was in; the union itself where that cannot be told. */
function flattened(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  const branch = issue.code === 'invalid_union' ? bestBranch(issue.errors) : null;
  return branch?.flatMap((inner) => flattened({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}

/** A misspelt key also leaves its right name missing, and a rule about keys broken: that is one fault. */
function withoutConsequences(issues: readonly z.core.$ZodIssue[], schema: z.ZodType): z.core.$ZodIssue[] {
  const meant = new Set<string>();
  const misspelt = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const path = issue.path.map(String);
    misspelt.add(JSON.stringify(path));
    for (const key of issue.keys) meant.add(JSON.stringify([...path, nearest(key, allowedKeysAt(schema, path))]));
  }
  return issues.filter((issue) => {
    const place = JSON.stringify(issue.path.map(String));
    if (issue.code === 'custom' && issue.params !== undefined) return !misspelt.has(place);
    return issue.input !== undefined || !meant.has(place);
  });
}

function report(issue: z.core.$ZodIssue, schema: z.ZodType, reporter: Reporter): void {
  const path = issue.path.map(String);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = allowedKeysAt(schema, path);
      const list = allowed.length <= LISTED_KEYS_MAX ? `; allowed here: ${allowed.join(', ')}` : '';
      for (const key of issue.keys) {
        const moved = misplacedKey(path, key);
        if (moved === null) reporter.error([...path, key], `unknown key${list}`, nearest(key, allowed), 'key');
        else reporter.error([...path, key], moved.message, moved.suggestion, 'key');
      }
      return;
    }
    case 'invalid_key':
      reporter.error(path, issue.issues[0]!.message, null, 'key');
      return;
    case 'custom':
      if (issue.params === undefined) reporter.error(path, issue.message);
      else reporter.errorOnKeys(path, issue.params.keys, issue.message);
      return;
    default:
      reporter.error(path, issue.message, nearestValue(issue));
  }
}

/** The allowed value that a text was probably meant to be. */
function nearestValue(issue: z.core.$ZodIssue): string | null {
  if (typeof issue.input !== 'string') return null;
  const issues = issue.code === 'invalid_union' ? issue.errors.flat() : [issue];
  const values = issues.flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []));
  return nearest(
    issue.input,
    values.filter((value) => typeof value === 'string'),
  );
}

/** The branch of a union that the author was in: one that took the value as a whole and faults something inside it. */
function bestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | null {
  const entered = branches.filter((issues) =>
    issues.every(
      (issue) =>
        issue.path.length > 0 || issue.code === 'unrecognized_keys' || isAboutKeys(issue) || isAboutLength(issue),
    ),
  );
  return entered.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function isAboutKeys(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && describeValue(issue.input) === 'a map';
}

function isAboutLength(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'too_small' && issue.origin === 'array';
}

/** Messages for faults whose schema brings none of its own. */
function wording(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    const form = FORMS.get(String(issue.expected)) ?? String(issue.expected);
    return issue.input === undefined
      ? `missing; expected ${form}`
      : `expected ${form}; got ${describeValue(issue.input)}`;
  }
  if (issue.code === 'too_small') return `expected ${lowerBound(issue)}`;
  if (issue.code === 'too_big') return `expected at most ${issue.maximum}; got ${describeValue(issue.input)}`;
  return undefined;
}

function lowerBound({ origin, minimum, inclusive, input }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (origin === 'array') return 'at least one item';
  if (origin === 'string') return 'a text that is not empty';
  return `${inclusive ? 'at least' : 'above'} ${minimum}; got ${describeValue(input)}`;
}

const FORMS: ReadonlyMap<string, string> = new Map([
  ['object', 'a map'],
  ['record', 'a map'],
  ['array', 'a list'],
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
]);
