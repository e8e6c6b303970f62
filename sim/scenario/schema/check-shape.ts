/**
 * Runs a schema over a tree and reports every fault at its place, in words of the field and not of the schema library.
 */
import type { z } from 'zod';
import { toPlain } from '../document/node.ts';
import type { Reporter } from '../document/reporter.ts';
import { nearest } from '../suggest.ts';
import { allowedKeysAt } from './allowed-keys.ts';
import { describeValue } from './quantities.ts';

/** How many allowed keys a message lists before it leaves them to the documentation. */
const LISTED_KEYS_MAX = 12;

/** Reports what is wrong; the value when nothing is. */
export function checkShape<T extends z.ZodType>(schema: T, reporter: Reporter): z.infer<T> | null {
  const result = schema.safeParse(toPlain(reporter.root), { reportInput: true, error: wording });
  if (result.success) return result.data;
  for (const issue of result.error.issues) report(issue, schema, reporter);
  return null;
}

function report(issue: z.core.$ZodIssue, schema: z.ZodType, reporter: Reporter): void {
  const path = issue.path.map(String);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = allowedKeysAt(schema, path);
      const list = allowed.length <= LISTED_KEYS_MAX ? `; allowed here: ${allowed.join(', ')}` : '';
      for (const key of issue.keys) {
        reporter.error([...path, key], `unknown key${list}`, nearest(key, allowed), 'key');
      }
      return;
    }
    case 'invalid_union': {
      const branch = bestBranch(issue.errors);
      if (branch === null) reporter.error(path, issue.message);
      else for (const inner of branch) report({ ...inner, path: [...issue.path, ...inner.path] }, schema, reporter);
      return;
    }
    case 'invalid_key':
      reporter.error(path, issue.issues[0]!.message, null, 'key');
      return;
    case 'invalid_value': {
      const known = issue.values.filter((value) => typeof value === 'string');
      reporter.error(path, issue.message, typeof issue.input === 'string' ? nearest(issue.input, known) : null);
      return;
    }
    default:
      reporter.error(path, issue.message);
  }
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
  if (issue.code === 'too_small' && issue.origin === 'array') return 'expected at least one item';
  return undefined;
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
