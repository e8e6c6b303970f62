/**
 * A connection in flight from the arrival that begins it: what it brings, before any part has had a say.
 */
import type { ConnectionStore } from '../fleet/connection-store.ts';
import type { ArrivalBlock } from '../traffic/arrival-block.ts';

/** Takes a row for the arrival in `blockRow`, offered now on a path; returns the row. Hot. */
export function beginConnection(
  connections: ConnectionStore,
  block: ArrivalBlock,
  blockRow: number,
  path: number,
  nowUs: number,
): number {
  const row = connections.allocate();
  connections.offeredAt[row] = nowUs;
  connections.hold[row] = block.hold[blockRow]!;
  connections.service[row] = block.service[blockRow]!;
  connections.path[row] = path;
  connections.clientHash[row] = block.clientHash[blockRow]!;
  connections.flowHash[row] = block.flowHash[blockRow]!;
  connections.choice[row] = block.choice[blockRow]!;
  return row;
}
