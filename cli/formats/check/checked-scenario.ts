/**
 * One scenario after its check: what the output formats of `spillway check` speak about.
 */
import { type Comparison, isIdentical } from '../../../sim/metrics/comparison/compare-figures.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { tallyOf, tallyText } from '../../compare/tally.ts';

export interface CheckedScenario {
  readonly result: ExperimentResult;
  /** The scenario file, as the user gave it. */
  readonly file: string;
  /** A command that reproduces the run from this working directory. */
  readonly command: string;
  /** As the user would write it. */
  readonly baselineFile: string;
  /** null when there was no baseline, and this made the first. */
  readonly comparison: Comparison | null;
  /** What `--update` did to the baseline; null without it. */
  readonly update: 'written' | 'unchanged' | null;
  /** Result directory, where the user asked for one. */
  readonly directory: string | null;
  /** Line of each expectation in the scenario file, by id; from 1. */
  readonly expectationLines: ReadonlyMap<string, number>;
}

/** "3 worse, 1 better, 2 undecided", "identical to its baseline", "no figure differs from its baseline". */
export function headline({ comparison }: CheckedScenario): string {
  if (comparison === null) return 'its first baseline';
  if (isIdentical(comparison)) return 'identical to its baseline';
  return tallyText(tallyOf(comparison.changes)) ?? 'no figure differs from its baseline';
}

/** Whether an established regression stands, which `--update` would have accepted. */
export function isRegressed({ comparison, update }: CheckedScenario): boolean {
  return update === null && comparison !== null && tallyOf(comparison.changes).worse > 0;
}

/** Whether this scenario alone makes the check fail. */
export function hasFailed(scenario: CheckedScenario): boolean {
  const { verdicts } = scenario.result;
  return isRegressed(scenario) || verdicts.some(({ state, severity }) => state === 'failed' && severity === 'error');
}

/** "9 of 11 expectations held"; null where the scenario has none. */
export function expectationTally({ verdicts }: ExperimentResult): string | null {
  if (verdicts.length === 0) return null;
  const held = verdicts.filter(({ state }) => state === 'held').length;
  return `${held} of ${verdicts.length} expectations held`;
}

export const BEFORE = 'the baseline';
