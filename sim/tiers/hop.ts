/**
 * What the tiers of a chain are to one another: a hop takes a request and says, later, how it ended.
 *
 * A ticket is the caller's own integer for the request (a row of its store), a handle the hop's. Nothing is answered
 * from within `request`, so a caller has its handle before the answer comes. A hop knows neither who calls it nor
 * what lies behind the next hop.
 */

/** The answer came. */
export const ANSWERED = 0;
/** The caller's time ran out before its connection was established. */
export const TIMED_OUT_CONNECTING = 1;
/** It ran out after that, as far as the caller could see. */
export const TIMED_OUT_WAITING = 2;
/** The server reset the connection. */
export const RESET = 3;
/** The connection ended without an answer: the server closed it. */
export const CLOSED_UNANSWERED = 4;
/** An answer that says so: a queue in front of the tier, or the tier behind it, had no room (503). */
export const OVERLOADED = 5;
/** Nothing listens at the server. */
export const CONNECTION_REFUSED = 6;
/** The tier has no server that takes requests (503). */
export const NOBODY_SERVES = 7;
/** One more than the largest outcome. */
export const OUTCOME_COUNT = 8;

/** Told how a client's request ended; once for each, unless the client abandons it. */
export type AnsweredListener = (ticket: number, outcome: number) => void;

/**
 * Who sends requests to a hop: another hop, most often. An object rather than a function, for
 * the reason that `CoreUser` gives.
 */
export interface Caller {
  /** A request ended; told once for each, unless the caller abandons it. Hot. */
  answered(ticket: number, outcome: number): void;
}

export interface Hop {
  /** Sends a request to one of the hop's servers; returns its handle. Hot. */
  request(ticket: number, server: number): number;
  /**
   * The caller waits no longer: the listener is not told. What the hop still spends on it is the hop's affair.
   *
   * @param isSilent the caller's host is gone, so that nothing tells the hop
   */
  abandon(handle: number, isSilent?: boolean): void;
}
