/** Numbers with what is attached to them, each in the form of its dimension: `250ms`, `5 %`, `40/s`, `10k`, `1h30m`. */
import {
  parseBytes,
  parseBytesPerSecond,
  parseCount,
  parseDurationUs,
  parseMultiple,
  parsePercent,
  parseRatePerSecond,
} from '../units.ts';
import type { Dimension } from './dimension.ts';
import { ExpressionFault, type Scanner } from './scanner.ts';

export const NUMBER =
  /\d+(?:\.\d+)?(?:\s?(?:%|[kMG]?\/\s?\w+|(?:[kMGT]?B|[KMGT]iB)(?:\s?\/\s?\w+|\b)|(?:us|µs|ms|s|min|m|h|d)\b)|[\w.µ%/]*)/y;

const BARE = /^\d+(\.\d+)?$/;

interface Form {
  readonly what: string;
  readonly parse: (text: string) => number | null;
}

const FORMS: Readonly<Record<Dimension, Form>> = {
  connections: { what: 'a number of connections such as 0 or 10k', parse: (text) => bare(text) ?? parseCount(text) },
  count: { what: 'a number such as 0 or 10k', parse: (text) => bare(text) ?? parseCount(text) },
  bytes: { what: 'a size such as 10 MiB or 1.5 GB', parse: parseBytes },
  byteRate: { what: 'a rate such as 10 MiB/s', parse: parseBytesPerSecond },
  members: { what: 'a number of members such as 3', parse: (text) => bare(text) ?? parseCount(text) },
  share: { what: 'a share such as 5% or 0.05', parse: parseShare },
  rate: { what: 'a rate such as 40/s', parse: parseRatePerSecond },
  latency: { what: 'a duration such as 250ms', parse: parseDurationUs },
  duration: { what: 'a duration such as 30s', parse: parseDurationUs },
  utilisation: { what: 'a utilisation such as 90% or 1.2', parse: (text) => bare(text) ?? parsePercent(text) },
  ratio: {
    what: 'a ratio such as 1.2, 120% or 2x',
    parse: (text) => bare(text) ?? parsePercent(text) ?? parseMultiple(text),
  },
};

export function formOf(dimension: Dimension): string {
  return FORMS[dimension].what;
}

/** The text of a number at `offset`, in the base unit of the dimension. */
export function numberOf(text: string, offset: number, dimension: Dimension): number {
  const form = FORMS[dimension];
  // Zero is zero in every unit.
  const value = bare(text) === 0 ? 0 : form.parse(text);
  if (value !== null) return value;
  const needsUnit = BARE.test(text) && ['latency', 'duration', 'rate', 'bytes', 'byteRate'].includes(dimension);
  throw new ExpressionFault(
    offset,
    `expected ${form.what}${needsUnit ? `; a bare ${text} has no unit` : `; got "${text}"`}`,
  );
}

export function parseNumber(scanner: Scanner, dimension: Dimension): number {
  const at = scanner.offset;
  const text = scanner.take(NUMBER);
  if (text === null) throw scanner.fault(`expected ${FORMS[dimension].what}`);
  return numberOf(text, at, dimension);
}

/** The text of a number at `offset` that multiplies something: `1.05`, `105%`, `2x`. */
export function factorOf(text: string, offset: number): number {
  const factor = bare(text) ?? parsePercent(text) ?? parseMultiple(text);
  if (factor !== null) return factor;
  throw new ExpressionFault(offset, `expected a plain factor such as 1.05; got "${text}"`);
}

export function parseFactor(scanner: Scanner): number {
  const at = scanner.offset;
  const text = scanner.take(NUMBER);
  if (text === null) throw scanner.fault('expected a factor such as 1.05');
  return factorOf(text, at);
}

function bare(text: string): number | null {
  const value = BARE.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  return value <= Number.MAX_SAFE_INTEGER ? value : null;
}

/** A share above 1 is a percentage without its sign. */
function parseShare(text: string): number | null {
  const share = bare(text) ?? parsePercent(text);
  return share !== null && share <= 1 ? share : null;
}
