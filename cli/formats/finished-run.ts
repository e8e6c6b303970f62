/**
 * One scenario after its runs: what the output formats speak about.
 */
import type { ExperimentResult } from '../../sim/metrics/experiment-result.ts';

export interface FinishedRun {
  readonly result: ExperimentResult;
  /** The scenario file, as the user gave it. */
  readonly file: string;
  /** A command that reproduces the run from this working directory. */
  readonly command: string;
  /** Result directory, as a user of this working directory would write it. */
  readonly directory: string;
  /** Line of each expectation in the scenario file, by id; from 1. */
  readonly expectationLines: ReadonlyMap<string, number>;
}

export function reportPath({ directory }: FinishedRun): string {
  return `${directory}/report.html`;
}
