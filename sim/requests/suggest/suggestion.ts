/**
 * A set of changes with what it does to every form, and which of two sets is the better one.
 */
import type { Change } from './change.ts';

export interface Suggestion {
  /** In the order in which they belong into the configuration. */
  readonly changes: readonly Change[];
  /** Ids of forms. */
  readonly closes: readonly string[];
  /** Forms that were the same and then differ. */
  readonly breaks: readonly string[];
  /** Other forms that are answered otherwise than before. */
  readonly alsoChanges: readonly string[];
  /** Forms that still differ. */
  readonly leaves: readonly string[];
}

/** Compared number by number; less is better. */
export type Rank = (suggestion: Suggestion) => readonly number[];

/** For one difference by itself: first of all, nothing else is made to differ. */
export const CAREFUL: Rank = ({ changes, closes, breaks, alsoChanges }) => [
  breaks.length,
  -closes.length,
  cautions(changes),
  alsoChanges.length,
];

/** For one set of changes for all forms: what counts is how many are left. */
export const GAINFUL: Rank = ({ changes, closes, breaks, alsoChanges }) => [
  breaks.length - closes.length,
  breaks.length,
  cautions(changes),
  changes.length,
  alsoChanges.length,
];

function cautions(changes: readonly Change[]): number {
  return changes.filter(({ caution }) => caution !== null).length;
}

/** False for equals: the earlier one stays. */
export function isBetter(a: Suggestion, b: Suggestion, rank: Rank): boolean {
  const [ranksA, ranksB] = [rank(a), rank(b)];
  const at = ranksA.findIndex((value, place) => value !== ranksB[place]);
  return at >= 0 && ranksA[at]! < ranksB[at]!;
}
