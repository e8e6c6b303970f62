/**
 * What became of a connection attempt: exactly one outcome each; their sum is the number offered.
 *
 * The small integers are what hot-path stores hold; the names are what files and people read.
 */

export const OUTCOMES = [
  'completed',
  'refused',
  'timedOut',
  'dropped',
  'blocked',
  'reset',
  'rejected',
  'unfinished',
] as const;

export type OutcomeName = (typeof OUTCOMES)[number];

export const OUTCOME_COUNT = 8 satisfies (typeof OUTCOMES)['length'];

export const COMPLETED = 0;
/** The member's accept queue was full, or nothing listened there. */
export const REFUSED = 1;
/** Nothing answered in time: a dead member, or no PoP that the client's packets reach. */
export const TIMED_OUT = 2;
/** No eligible backend. */
export const DROPPED = 3;
/** Flood protection or a rate limit. */
export const BLOCKED = 4;
/** Was established, then broken. */
export const RESET = 5;
/** Malformed for a tier. */
export const REJECTED = 6;
/** The run ended first. */
export const UNFINISHED = 7;

/** Whether a connection that was sent to a region was taken there, whatever became of it later. Hot. */
export function isEstablished(outcome: number): boolean {
  return outcome === COMPLETED || outcome === RESET || outcome === UNFINISHED;
}

/** Whether an attempt came to nothing, in whatever way. */
export function isFailed(outcome: number): boolean {
  return outcome !== COMPLETED && outcome !== UNFINISHED;
}

/** Connections that went one way. `regionIndex`: where they were sent; -1: nowhere. */
interface WayOutcomes {
  readonly regionIndex: number;
  readonly outcomes: Readonly<Record<OutcomeName, number>>;
}

/** How many of them the region at the end of the way took. */
export function servedOf({ regionIndex, outcomes }: WayOutcomes): number {
  return regionIndex < 0 ? 0 : outcomes.completed + outcomes.reset + outcomes.unfinished;
}

/** How many were still on their way to a region when the run ended: neither served nor unserved. */
export function pendingOf({ regionIndex, outcomes }: WayOutcomes): number {
  return regionIndex < 0 ? outcomes.unfinished : 0;
}

/**
 * How many were turned away, lost or left without an answer.
 * Added up, not offered minus served: means over replications would leave the rounding of that difference.
 */
export function unservedOf({ regionIndex, outcomes }: WayOutcomes): number {
  const { refused, timedOut, dropped, blocked, rejected, reset } = outcomes;
  return refused + timedOut + dropped + blocked + rejected + (regionIndex < 0 ? reset : 0);
}
