/**
 * The runs of an experiment in the order in which workers take them: all designs of a replication before the next replication,
 * so that an interrupted experiment holds whole comparisons.
 */
import type { ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';

export interface PlannedRun {
  /** Place in the plan, from 0. */
  readonly runIndex: number;
  readonly designIndex: number;
  readonly replication: number;
}

export function planRuns(scenario: ResolvedScenario): PlannedRun[] {
  const designCount = scenario.designs.length;
  return Array.from({ length: designCount * scenario.experiment.replications }, (_, runIndex) => ({
    runIndex,
    designIndex: runIndex % designCount,
    replication: Math.floor(runIndex / designCount),
  }));
}
