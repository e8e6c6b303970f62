/**
 * A hop of a chain: something that receives a request, and answers it or hands it on in a form of its own.
 */

/** A request as one hop sends it to the next. */
export interface RequestForm {
  readonly method: string;
  /** Of bytes: characters 0 to 255. */
  readonly target: string;
}

/** One thing that a hop did to a request, and what it then held. */
export interface HopStep {
  /** In the words of the server's configuration: `merge_slashes on`, `rewrite "^/{2,}(.*)$" "/$1"`. */
  readonly did: string;
  /** Decoded as far as the server has decoded it: a `?` in it is part of the path. */
  readonly path: string;
  /** `null` for none. */
  readonly query: string | null;
}

export type HopOutcome =
  | { readonly kind: 'forwarded'; readonly target: string }
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Where a redirect points to; `null` for other answers. */
      readonly location: string | null;
      /** Why, in a few words: `no location matches`. */
      readonly reason: string;
    };

export interface HopVisit {
  readonly steps: readonly HopStep[];
  readonly outcome: HopOutcome;
}

export interface Hop {
  /** How an answer names it. */
  readonly name: string;
  readonly kind: 'apache' | 'nginx' | 'backend';
  readonly receive: (request: RequestForm) => HopVisit;
}

export function forwarded(target: string): HopOutcome {
  return { kind: 'forwarded', target };
}

export function answered(status: number, reason: string, location: string | null = null): HopOutcome {
  return { kind: 'answered', status, reason, location };
}
