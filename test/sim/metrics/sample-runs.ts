/** Runs of two designs by hand, for tests of what is merged from them. */
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { mergeRuns } from '../../../sim/metrics/merge-runs.ts';
import type { RunRecord } from '../../../sim/metrics/run-record.ts';
import { type RecordChanges, sampleContext, sampleRecord, steadyTraffic } from './sample-record.ts';

/**
 * Replication r of the waterfall: 4 a metro and interval at 20 ms, and in interval 3 r + 1
 * connections of Seoul go to us at 150 ms.
 */
export function waterfall(replication: number, changes: RecordChanges = {}): RunRecord {
  const spilled = {
    interval: 3,
    metro: 0,
    backend: 2,
    outcome: 'completed' as const,
    latencyMs: 150,
    count: replication + 1,
  };
  return sampleRecord([...steadyTraffic(4, 20), spilled], { replication, active: () => 4 + replication, ...changes });
}

/** The spray loses one connection of Boston in interval 4 and answers in 30 ms. */
export function spray(replication: number, changes: RecordChanges = {}): RunRecord {
  const lost = { interval: 4, metro: 1, backend: -1, outcome: 'dropped' as const, latencyMs: null };
  return sampleRecord([...steadyTraffic(4, 30), lost], { designId: 'spray', replication, ...changes });
}

export const BOTH = [waterfall(0), waterfall(1), spray(0), spray(1)];

export function merge(records: readonly RunRecord[], replications = 2): ExperimentResult {
  return mergeRuns(sampleContext({ replications }), records);
}

export function summaryOf(result: ExperimentResult, designId: string, metric: string) {
  return result.summary.find((row) => row.designId === designId && row.metric === metric)!;
}
