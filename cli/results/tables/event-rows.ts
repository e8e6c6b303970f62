/** Rows of `events.csv`: what the faults did, by design and replication. */
import type { TableRow } from '../../../sim/metrics/columns.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';

export function eventRows({ log }: ExperimentResult): TableRow<'events.csv'>[] {
  return log.map(({ designId, replication, atMs, eventId, what, brokenCount }) => {
    return { design: designId, replication, timeSeconds: atMs / 1_000, event: eventId, what, broken: brokenCount };
  });
}
