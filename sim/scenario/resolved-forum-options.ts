/**
 * What may be added to the forum design, and what its clients may do against it; `null` or the plain value
 * where the post stands as it is.
 */
import type { Duration } from '../kernel/time.ts';

/**
 * What a server that drains does with clients that come to it: it serves them to its end, or sends
 * them to a balancer (421, 307).
 */
export const DRAIN_ANSWERS = ['serve', 'moved'] as const;
/** Whether a server asks for proof that a balancer has named it to the client. */
export const TOKENS = ['none', 'required'] as const;

export interface ResolvedForumOptions {
  /** Servers that an answer of a balancer names, at least 1. */
  readonly urisPerAnswer: number;
  /** With which a client tries its first server again at each connection, 0 .. 1. */
  readonly returnHome: number;
  readonly onDrain: (typeof DRAIN_ANSWERS)[number];
  readonly rebalance: ResolvedRebalance | null;
  readonly clientReports: ResolvedClientReports | null;
  readonly admission: ResolvedAdmission | null;
  readonly cheats: ResolvedCheats | null;
  readonly tokens: (typeof TOKENS)[number];
  /** Absent where there is none: a scenario without keeps the hash that it had before there were any. */
  readonly rogue?: ResolvedRogue;
}

/**
 * A backend whose servers are an attacker's: from when on they pretend to be the operator's,
 * and how long that goes unnoticed.
 */
export interface ResolvedRogue {
  readonly backend: string;
  readonly registersAt: Duration;
  readonly foundAfter: Duration;
}

/**
 * A server with more than `above` times the mean load, averaged `over` some time, sends clients to a
 * balancer, `perSecond` of them at most.
 */
export interface ResolvedRebalance {
  readonly above: number;
  readonly over: Duration;
  readonly perSecond: number;
}

/** A server of which `count` clients have said within `hold` that it failed them is named to nobody for `hold`. */
export interface ResolvedClientReports {
  readonly count: number;
  readonly hold: Duration;
}

/**
 * Clients that all balancers together let through: a rate, how many at once after a quiet time, and how
 * long one is made to wait at most.
 */
export interface ResolvedAdmission {
  readonly perSecond: number;
  readonly burst: number;
  readonly longestWait: Duration;
}

/** The share of clients that use one server whatever they are told, 0 .. 1, and its name. */
export interface ResolvedCheats {
  readonly share: number;
  readonly pin: string;
}
