/**
 * Which runs speak for each design: its whole replications; failing that, the one cut run that got furthest.
 *
 * A run that was cut short covers less time than its neighbours, so the two are never averaged. The order in which
 * workers finished leaves no trace: runs are sorted by design, then replication.
 */
import { assert } from '../kernel/assert.ts';
import type { RunRecord } from './run-record.ts';

export interface DesignRuns {
  readonly designId: string;
  /** In order of replication; empty when nothing of this design ran. */
  readonly runs: readonly RunRecord[];
  /** `cut`: the only run was cut short, and its figures cover the time up to its `simulatedUs`. */
  readonly coverage: 'whole' | 'cut' | 'none';
}

/** One entry for each design, in the order given. */
export function chooseRuns(designIds: readonly string[], records: readonly RunRecord[]): DesignRuns[] {
  for (const record of records) {
    assert(designIds.includes(record.designId), `a run of the unknown design "${record.designId}" cannot be merged`);
  }
  return designIds.map((designId) => {
    const own = records.filter((record) => record.designId === designId).sort((a, b) => a.replication - b.replication);
    for (let at = 1; at < own.length; at++) {
      const { replication } = own[at]!;
      assert(own[at - 1]!.replication !== replication, `design "${designId}" has replication ${replication} twice`);
    }
    const whole = own.filter((record) => record.isComplete);
    if (whole.length > 0) return { designId, runs: whole, coverage: 'whole' };
    return { designId, runs: furthest(own), coverage: own.length > 0 ? 'cut' : 'none' };
  });
}

/** The record that simulated most, the first of equals; none of none. */
function furthest(records: readonly RunRecord[]): readonly RunRecord[] {
  if (records.length === 0) return [];
  return [records.reduce((best, record) => (record.simulatedUs > best.simulatedUs ? record : best))];
}
