/** The right side of an expectation: a number in the quantity's dimension, or a multiple of the baseline's value. */
import { parseCount, parseDurationUs, parsePercent, parseRatePerSecond } from '../units.ts';
import type { Dimension } from './parse-quantity.ts';
import { ExpressionFault, type Scanner } from './scanner.ts';

export interface Bound {
  /** In the base unit of the dimension, or the factor on the baseline's value. */
  readonly bound: number;
  readonly timesBaseline: boolean;
}

/** A number and what is attached to it: `250ms`, `5 %`, `40/s`, `10k`, `1h30m`. */
const NUMBER = /\d+(?:\.\d+)?(?:\s?(?:%|[kMG]?\/\s?\w+|(?:us|µs|ms|s|min|m|h|d)\b)|[\w.µ%/]*)/y;

const BARE = /^\d+(\.\d+)?$/;

interface Form {
  readonly what: string;
  readonly parse: (text: string) => number | null;
}

const FORMS: Readonly<Record<Dimension, Form>> = {
  count: { what: 'a number of connections such as 0 or 10k', parse: (text) => bare(text) ?? parseCount(text) },
  share: { what: 'a share such as 5% or 0.05', parse: parseShare },
  rate: { what: 'a rate such as 40/s', parse: parseRatePerSecond },
  time: { what: 'a duration such as 250ms', parse: parseDurationUs },
  utilisation: { what: 'a utilisation such as 90% or 1.2', parse: (text) => bare(text) ?? parsePercent(text) },
};

export function parseBound(scanner: Scanner, dimension: Dimension): Bound {
  const at = scanner.offset;
  if (scanner.take(/baseline\b/y) !== null) {
    return { bound: scanner.takeMark('*') ? parseFactor(scanner) : 1, timesBaseline: true };
  }
  const text = scanner.take(NUMBER);
  const form = FORMS[dimension];
  if (text === null)
    throw scanner.fault(`expected ${form.what}, or a multiple of the baseline such as 1.05 * baseline`);
  if (scanner.takeMark('*')) {
    if (scanner.take(/baseline\b/y) === null) throw scanner.fault('expected "baseline" after "*"');
    return { bound: factorOf(text, at), timesBaseline: true };
  }
  // Zero is zero in every unit.
  const bound = bare(text) === 0 ? 0 : form.parse(text);
  if (bound === null) {
    const lack =
      BARE.test(text) && (dimension === 'time' || dimension === 'rate')
        ? `; a bare ${text} has no unit`
        : `; got "${text}"`;
    throw new ExpressionFault(at, `expected ${form.what}${lack}`);
  }
  return { bound, timesBaseline: false };
}

function parseFactor(scanner: Scanner): number {
  const at = scanner.offset;
  const text = scanner.take(NUMBER);
  if (text === null) throw scanner.fault('expected a factor such as 1.05');
  return factorOf(text, at);
}

function factorOf(text: string, at: number): number {
  const factor = bare(text);
  if (factor === null)
    throw new ExpressionFault(at, `expected a plain factor such as 1.05 before the baseline; got "${text}"`);
  return factor;
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
