/**
 * What `spillway diff` found: what its output formats speak about.
 */
import { type Comparison, isIdentical } from '../../../sim/metrics/comparison/compare-figures.ts';
import { explainComparison } from '../../compare/explain-comparison.ts';
import { tallyOf, tallyText } from '../../compare/tally.ts';

export interface DiffReport {
  /** What the two are called: as the user gave them. */
  readonly before: string;
  readonly after: string;
  readonly comparison: Comparison;
  /** What differs between the two scenarios, where both sides hold theirs. */
  readonly scenarioChanges: readonly string[];
}

/** More of them are a different scenario, which a look at the files tells better. */
const CHANGES_MAX = 12;

export function diffHeadline({ comparison }: DiffReport): string {
  if (isIdentical(comparison)) return 'identical';
  return tallyText(tallyOf(comparison.changes)) ?? 'no figure differs';
}

export function diffExplanation({ before, comparison, scenarioChanges }: DiffReport): string[] {
  const left = scenarioChanges.length - CHANGES_MAX;
  return [
    ...scenarioChanges.slice(0, CHANGES_MAX),
    ...(left > 0 ? [`and ${left} more values of the scenario`] : []),
    ...explainComparison(comparison, before),
  ];
}
