/**
 * A verdict in one sentence: what was measured, how surely, and what it should have been.
 *
 * "p99 latency during lost was 187.2 ms [184.9, 189.6], under 250 ms"
 */
import type { Comparison } from '../scenario/expectation.ts';
import type { BoundComparison } from './compare-with-bound.ts';
import { relation } from './describe-quantity.ts';
import { decimalsFor, formatExact, formatFigure, formatInterval } from './format-figures.ts';
import type { Unit } from './format-number.ts';

/** Figures in `unit`. */
export interface Finding extends BoundComparison {
  /** What was measured, and when: "p99 latency during lost". */
  readonly subject: string;
  readonly unit: Unit;
  readonly replications: number;
  /** Every replication gave the same value. */
  readonly isConstant: boolean;
  /** Replications in which the value has no end. */
  readonly endlessCount: number;
  readonly comparison: Comparison;
  /** Where the bound was measured too: what it is, "1.05 x baseline waterfall"; else null. */
  readonly boundOrigin: string | null;
  /** Share of replications in which it has to hold; null: an interval decides. */
  readonly hold: number | null;
}

export function verdictSentence(finding: Finding): string {
  const { state, subject, unit, mean, interval, bound, comparison, hold } = finding;
  const figures = [mean, interval?.low ?? null, interval?.high ?? null].filter((figure) => figure !== null);
  const decimals = decimalsFor(figures.length > 0 ? figures : [0], bound ?? 0, unit, finding.boundOrigin !== null);
  const wanted = wantedRelation(finding, decimals);
  if (hold !== null) return countedSentence(finding, wanted, decimals);
  if (mean === null || bound === null) return endlessSentence(finding, wanted, decimals);
  const measured = `${subject} was ${formatFigure(mean, unit, decimals)}${sureness(finding, decimals)}`;
  switch (state) {
    case 'held': {
      const isPlain = comparison === '==' && finding.boundOrigin === null && finding.tolerance === 0;
      return `${measured}, ${isPlain ? 'as it should be' : wanted}`;
    }
    case 'failed':
      return `${measured}; it should be ${wanted}`;
    case 'undecided': {
      const held = finding.tolerance > 0 ? 'an end of that range' : 'that value';
      return `${measured}; whether it is ${wanted} is undecided, because the interval holds ${held}`;
    }
  }
}

/** "under 250 ms", "within 50% +- 2%", "at most 262.5 ms (1.05 x baseline waterfall)". */
function wantedRelation({ comparison, bound, tolerance, boundOrigin, unit }: Finding, decimals: number): string {
  if (bound === null) return relation(comparison, boundOrigin ?? 'what never came');
  const format = (value: number): string => {
    return boundOrigin === null ? formatExact(value, unit) : formatFigure(value, unit, decimals);
  };
  const origin = boundOrigin === null ? '' : ` (${boundOrigin})`;
  return relation(comparison, format(bound), tolerance === 0 ? null : format(tolerance)) + origin;
}

/** By the share of replications in which it holds. */
function countedSentence(finding: Finding, wanted: string, decimals: number): string {
  const { subject, unit, mean, heldCount, replications, hold, state } = finding;
  const average = mean === null ? '' : `, and ${formatFigure(mean, unit, decimals)} on average`;
  const asked = formatExact(hold!, 'share');
  const tail = state === 'held' ? `, of which ${asked} should be` : `; it should be in ${asked} of them`;
  return `${subject} was ${wanted} in ${heldCount} of ${replications} replications${tail}${average}`;
}

/** A time without an end has no mean. */
function endlessSentence(finding: Finding, wanted: string, decimals: number): string {
  const { subject, unit, mean, replications, endlessCount, heldCount, state } = finding;
  const often = replications === 1 ? 'never came' : `never came in ${endlessCount} of ${replications} replications`;
  const measured = mean === null ? `${subject}: it ${often}` : `${subject} was ${formatFigure(mean, unit, decimals)}`;
  if (state === 'held') return `${measured}, ${wanted}`;
  if (state === 'failed') return `${measured}; it should be ${wanted}`;
  return `${measured}; whether it is ${wanted} is undecided, because it is so in ${heldCount} of ${replications} replications`;
}

function sureness({ interval, replications, isConstant, unit }: Finding, decimals: number): string {
  if (interval === null) return ' (one replication, so no interval)';
  if (isConstant) return ` in each of ${replications} replications`;
  return ` ${formatInterval(interval.low, interval.high, unit, decimals)}`;
}
