/** `dns` of a design: how clients come to know the addresses behind its name, and how they try them. */
import type { Duration } from '../kernel/time.ts';

/** Which addresses an answer has, and in which order. */
export const ANSWER_KINDS = ['roundRobin', 'nearest', 'failover', 'weighted'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** Whose copies live longer than their time to live. */
export const VIOLATORS = ['resolvers', 'clients'] as const;
export type Violators = (typeof VIOLATORS)[number];

export interface ResolvedNaming {
  /** Of the record with the service's addresses. */
  readonly ttl: Duration;
  /** Of the record of each server, where clients are told a server's name. */
  readonly serverTtl: Duration;
  /** What a client waits for an answer that its resolver holds. */
  readonly lookup: Duration;
  /** What it waits besides when the resolver has to ask. */
  readonly authoritative: Duration;
  readonly answer: {
    readonly kind: AnswerKind;
    /** Of each region, with `weighted`; the region is an id. */
    readonly weights: readonly { readonly region: string; readonly weight: number }[];
    /** Addresses of an answer, at most; `null`: all. */
    readonly addresses: number | null;
  };
  /** Share of resolvers, 0 .. 1, that seem to be elsewhere. */
  readonly mislocated: number;
  /** Resolvers tell where the client is. */
  readonly clientSubnet: boolean;
  /**
   * From the failure of an address until the record no longer has it, and from its return until it has it
   * again; `null`: it always has it.
   */
  readonly withdrawAfter: Duration | null;
  /**
   * Copies that live on: a share of their holders keeps one for a multiple of its time to live, Pareto with that
   * exponent; `null`: nobody does.
   */
  readonly violations: { readonly share: number; readonly exponent: number; readonly at: Violators } | null;
  /**
   * Whether a resolver gives all its clients the addresses in the order in which it got them, or
   * turns them from client to client.
   */
  readonly resolverOrder: 'kept' | 'rotated';
  /** How long a client waits for an address before it gives it up for the next. */
  readonly attemptTimeout: Duration;
  /** After that long it tries the next one as well; `null`: one after the other. */
  readonly attemptDelay: Duration | null;
  /** Whether resolvers hold copies when the run begins. */
  readonly atStart: 'warm' | 'cold';
}
