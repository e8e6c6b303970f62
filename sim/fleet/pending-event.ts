/** A connection's one pending event; one that a server works on has none. */
import type { Kernel } from '../kernel/kernel.ts';
import type { ConnectionStore } from './connection-store.ts';

export const NO_EVENT = -1;

/** Takes a connection's pending event back, if it has one. */
export function cancelPending(kernel: Kernel, connections: ConnectionStore, row: number): void {
  if (connections.event(row) === NO_EVENT) return;
  kernel.cancel(connections.event(row));
  connections.setEvent(row, NO_EVENT);
}
