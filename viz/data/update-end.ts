/**
 * When a rolling update was done: it has no planned end, but the log of the runs says
 * when the last of them was through.
 */
import type { LogRow } from '../../sim/metrics/experiment-result.ts';

const DONE = 'rollingUpdate: done';

/**
 * The latest end over all runs of the log; `null` where an update was not done in every one, or the log tells of none.
 */
export function updateEndMs(eventId: string, log: readonly LogRow[]): number | null {
  const rows = log.filter((row) => row.eventId === eventId);
  const runs = new Set(rows.map(runOf));
  const done = rows.filter(({ what }) => what === DONE);
  if (runs.size === 0 || new Set(done.map(runOf)).size < runs.size) return null;
  return done.reduce((latest, { atMs }) => Math.max(latest, atMs), 0);
}

function runOf({ designId, replication }: LogRow): string {
  return `${replication} ${designId}`;
}
