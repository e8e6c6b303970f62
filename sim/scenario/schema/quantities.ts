/**
 * Schemas of the values that many sections share: numbers with units, ids, lists of names.
 *
 * They check and describe, and leave the text as it is: what a schema accepts, the matching parser of `units.ts` reads.
 */
import { z } from 'zod';
import { listWords } from '../suggest.ts';
import {
  BYTES_PATTERN,
  COUNT_PATTERN,
  DURATION_PATTERN,
  formatBytes,
  formatDurationUs,
  MULTIPLE_PATTERN,
  PERCENT_PATTERN,
  parseBytes,
  parseCount,
  parseDurationUs,
  parseMultiple,
  parsePercent,
  parseRatePerSecond,
  RATE_PATTERN,
} from '../units.ts';

/** What a JSON-like value is called in a message. */
export function describeValue(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? `"${value}"` : String(value);
}

/** Error text for a value of the wrong form. */
export function expected(form: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) =>
    input === undefined ? `missing; expected ${form}` : `expected ${form}; got ${describeValue(input)}`;
}

/** As `expected`, for a form with a unit: a bare number gets told what it lacks. */
export function expectedWithUnit(form: string): (issue: { readonly input?: unknown }) => string {
  const otherwise = expected(form);
  return (issue) =>
    typeof issue.input === 'number' ? `expected ${form}; a bare ${issue.input} has no unit` : otherwise(issue);
}

function quantity(form: string, pattern: RegExp, accepts: (text: string) => boolean, examples: readonly string[]) {
  const error = expectedWithUnit(form);
  return z
    .string({ error })
    .refine(accepts, { error, abort: true })
    .meta({ pattern: pattern.source, patternErrorMessage: `expected ${form}`, examples });
}

interface Bounds {
  /** Microseconds, inclusive. */
  readonly minUs?: number;
  readonly maxUs?: number;
}

/** A length of time; zero is allowed unless `minUs` says otherwise. */
export function durationText(bounds: Bounds = {}) {
  const { minUs = 0, maxUs = Number.MAX_SAFE_INTEGER } = bounds;
  return quantity('a duration such as 30s or 1h30m', DURATION_PATTERN, (text) => parseDurationUs(text) !== null, [
    '30s',
    '1h30m',
    '250ms',
  ]).refine((text) => isWithin(parseDurationUs(text)!, minUs, maxUs), {
    error: ({ input }) =>
      maxUs === Number.MAX_SAFE_INTEGER
        ? `${input} is too short: the least is ${formatDurationUs(minUs)}`
        : `${input} is outside ${formatDurationUs(minUs)} to ${formatDurationUs(maxUs)}`,
  });
}

function isWithin(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

/**
 * No rate of anything is higher: the largest flood ever told of was some 1e10 packets a second (assumption:
 * a hundred of those are enough).
 */
const RATE_MAX_PER_SECOND = 1e12;

/**
 * A rate above zero.
 *
 * @param maxPerSecond infinite where the size of the experiment bounds it
 */
export function rateText(maxPerSecond = RATE_MAX_PER_SECOND) {
  return quantity('a rate such as 40/s or 2k/s', RATE_PATTERN, (text) => parseRatePerSecond(text) !== null, [
    '40/s',
    '2k/s',
    '120/min',
  ])
    .refine((text) => parseRatePerSecond(text) !== 0, { error: 'the rate must be above zero' })
    .refine((text) => parseRatePerSecond(text)! <= maxPerSecond, {
      error: ({ input }) => `${input} is more than ${maxPerSecond / 1e9}G/s, and nothing comes as fast`,
    });
}

export function multipleText() {
  return quantity('a multiple such as 4x', MULTIPLE_PATTERN, (text) => parseMultiple(text) !== null, ['4x', '1.5x']);
}

export function percentText() {
  return quantity('a percentage such as 95%', PERCENT_PATTERN, (text) => parsePercent(text) !== null, ['95%']);
}

/** An amount of data of at most `maxBytes`; zero is allowed. */
export function bytesText(maxBytes: number) {
  return quantity('a size such as 2 KiB or 1.5 MB', BYTES_PATTERN, (text) => parseBytes(text) !== null, [
    '2 KiB',
    '100 kB',
  ]).refine((text) => parseBytes(text)! <= maxBytes, {
    error: ({ input }) => `${input} is too large: the most is ${formatBytes(maxBytes)}`,
  });
}

/** A whole number, bare or with a prefix: 10000 or 10k. */
export function count(min: number, max: number) {
  const form = `a whole number from ${min} to ${shortCount(max)}, such as ${Math.max(min, 10)} or 10k`;
  return z
    .union(
      [
        z
          .int()
          .min(min, { error: expected(form) })
          .max(max, { error: expected(form) }),
        z
          .string()
          .refine((text) => isWithin(parseCount(text) ?? Number.NaN, min, max), { error: expected(form), abort: true })
          .meta({ pattern: COUNT_PATTERN.source }),
      ],
      { error: expected(form) },
    )
    .meta({ examples: ['10k'] });
}

function shortCount(value: number): string {
  return value >= 1_000_000 && value % 1_000_000 === 0 ? `${value / 1_000_000}M` : String(value);
}

/** The number behind a `count`. */
export function countOf(value: number | string): number {
  return typeof value === 'number' ? value : parseCount(value)!;
}

export function wholeNumber(min: number, max: number) {
  const form = `a whole number from ${min} to ${shortCount(max)}`;
  return z
    .int({ error: expected(form) })
    .min(min, { error: expected(form) })
    .max(max, { error: expected(form) });
}

/**
 * Starts with a letter, so that no id is taken for an index; no two marks together, so that `a..b` is always a span.
 */
export const ID_PATTERN = /^(?=.{1,63}$)[A-Za-z][A-Za-z0-9]*([._-][A-Za-z0-9]+)*$/;

/** A yes or no. */
export function flag() {
  return z.boolean({ error: expected('true or false') });
}

/** A name the author chooses: of a backend, design, event, surge or expectation. */
export function id() {
  const error = expected(
    'an id such as web-seoul: a letter, then letters and digits, single "-", "_" or "." between (at most 63)',
  );
  return z.string({ error }).regex(ID_PATTERN, { error });
}

/** One name, several, or a pattern: `seoul`, `[seoul, busan]`, `us-*`. */
export function names(what: string) {
  const error = expected(`${what}: a name, a pattern such as us-*, or a list of them`);
  return z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], { error });
}

/** Says one of `values`, and names those that are known but not modelled, or do not belong here and why. */
export function choice<const T extends string>(
  values: readonly T[],
  notModelled: readonly string[] = [],
  misplaced: Readonly<Record<string, string>> = {},
) {
  return z.enum(values, { error: choiceError(values, notModelled, misplaced) });
}

/** The words of `choice`; `otherwise` is what may stand there besides. */
export function choiceError(
  values: readonly string[],
  notModelled: readonly string[],
  misplaced: Readonly<Record<string, string>>,
  otherwise = '',
): (issue: { readonly input?: unknown }) => string {
  const list = `${values.join(', ')}${otherwise}`;
  const whyNot = (value: string): string | null => {
    if (notModelled.includes(value)) return 'is not modelled yet';
    return Object.hasOwn(misplaced, value) ? misplaced[value]! : null;
  };
  return (issue) => {
    const reason = typeof issue.input === 'string' ? whyNot(issue.input) : null;
    return reason === null
      ? expected(values.length === 1 ? list : `one of ${list}`)(issue)
      : `${issue.input} ${reason}; there ${values.length === 1 ? 'is' : 'are'} ${list}`;
  };
}

/** Exactly one of `keys` must be there: the rule for zod and for the exported schema. */
export function exactlyOneKey(keys: readonly string[]) {
  const given = (value: object): string[] => Object.keys(value).filter((key) => keys.includes(key));
  return {
    accepts: (value: object): boolean => given(value).length === 1,
    options: {
      error: ({ input }: { readonly input?: unknown }): string =>
        given(input as object).length === 0
          ? `expected one of the keys ${listWords(keys)}`
          : `expected only one of the keys ${listWords(given(input as object), 'and')}`,
      /** For whoever reports it: the keys that it is about. */
      params: { keys },
    },
    meta: { oneOf: keys.map((key) => ({ required: [key] })) },
  };
}
