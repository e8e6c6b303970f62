/**
 * The runs of an experiment in the order in which workers take them: all designs of a replication before the next
 * replication, so that an interrupted experiment holds whole comparisons.
 */
export interface PlannedRun {
  /** Place in the plan, from 0. */
  readonly runIndex: number;
  /** Into the scenario's designs. */
  readonly designIndex: number;
  readonly replication: number;
}

export function planRuns(designIndexes: readonly number[], replications: number): PlannedRun[] {
  const designCount = designIndexes.length;
  return Array.from({ length: designCount * replications }, (_, runIndex) => ({
    runIndex,
    designIndex: designIndexes[runIndex % designCount]!,
    replication: Math.floor(runIndex / designCount),
  }));
}
