/**
 * A verdict in one sentence: what was measured, how surely, and what it should have been.
 *
 * "p99 latency during lost was 187.2 ms [184.9, 189.6], under 250 ms"
 */
import type { Comparison } from '../scenario/expectation.ts';
import type { VerdictState } from './experiment-result.ts';
import { decimalsFor, formatExact, formatFigure, formatInterval } from './format-figures.ts';
import type { Unit } from './format-number.ts';

/** Figures in `unit`. */
export interface Finding {
  /** What was measured, and when: "p99 latency during lost". */
  readonly subject: string;
  readonly unit: Unit;
  readonly mean: number;
  /** null with one replication. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly replications: number;
  /** Every replication gave the same value. */
  readonly isConstant: boolean;
  readonly comparison: Comparison;
  readonly bound: number;
  /** Where the bound comes from a baseline: what to say after the figure; else empty. */
  readonly boundOrigin: string;
}

export function verdictSentence(state: VerdictState, finding: Finding): string {
  const { subject, unit, mean, interval, bound, boundOrigin, comparison } = finding;
  const decimals = decimalsFor(interval === null ? [mean] : [mean, interval.low, interval.high], bound, unit);
  const limit = boundOrigin === '' ? formatExact(bound, unit) : formatFigure(bound, unit, decimals) + boundOrigin;
  const measured = `${subject} was ${formatFigure(mean, unit, decimals)}${sureness(finding, decimals)}`;
  switch (state) {
    case 'held':
      return `${measured}, ${comparison === '==' && boundOrigin === '' ? 'as it should be' : relation(comparison, limit)}`;
    case 'failed':
      return `${measured}; it should be ${relation(comparison, limit)}`;
    case 'undecided':
      return `${measured}; whether it is ${relation(comparison, limit)} is undecided, because the interval holds that value`;
  }
}

/** What an expectation asked for, without a measurement to compare. */
export function relation(comparison: Comparison, limit: string): string {
  switch (comparison) {
    case '<':
      return `under ${limit}`;
    case '<=':
      return `at most ${limit}`;
    case '==':
      return `exactly ${limit}`;
    case '!=':
      return `other than ${limit}`;
    case '>=':
      return `at least ${limit}`;
    case '>':
      return `over ${limit}`;
  }
}

function sureness({ interval, replications, isConstant, unit }: Finding, decimals: number): string {
  if (interval === null) return ' (one replication, so no interval)';
  if (isConstant) return ` in each of ${replications} replications`;
  return ` ${formatInterval(interval.low, interval.high, unit, decimals)}`;
}
