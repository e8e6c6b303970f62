/**
 * What a member does with the connections it is given: the one model of a server.
 *
 * A discipline owns the members' accept queues and processors. It reports back through the listener of the fleet.
 */

export const ADMITTED = 0;
/** The accept queue is full: the connection is refused. */
export const REFUSED = 1;

export interface ServiceDiscipline {
  /** Gives a member a connection; returns ADMITTED or REFUSED. Hot. */
  admit(row: number, member: number): number;
  /**
   * The client of a connection that has no answer yet has left: the work goes on to its
   * end, and nothing is held after it.
   */
  abandon(row: number): void;
  /** Takes a connection out before its end: it broke, or the run is over. Its row stays with the caller. */
  evict(row: number, member: number): void;
}

/** Told when a connection comes to its own end; frees the row. */
export type ClosedListener = (row: number) => void;
