/**
 * A request mix and the chains it is sent through, resolved: shares add up to 1, every setting of a hop is there.
 */
import type { HopSettings } from '../requests/hop-settings.ts';

/** What a scenario says under `requests` and `chains`. */
export interface ResolvedRequests {
  readonly mix: ResolvedRequestMix;
  readonly chains: readonly ResolvedRequestChain[];
}

export interface ResolvedRequestMix {
  /** In the order written; empty without `requests`. */
  readonly forms: readonly ResolvedRequestForm[];
}

export interface ResolvedRequestForm {
  readonly id: string;
  readonly method: string;
  readonly target: string;
  /** Of all requests: 0 .. 1. */
  readonly share: number;
  readonly expect: RequestExpectation;
}

/** `null` where the author expects nothing in particular. */
export interface RequestExpectation {
  readonly status: number | null;
  /** Target as the backend gets it. */
  readonly saw: string | null;
}

export interface ResolvedRequestChain {
  readonly id: string;
  /** At least one; the last one is the backend, no other one is. */
  readonly hops: readonly HopSettings[];
}
