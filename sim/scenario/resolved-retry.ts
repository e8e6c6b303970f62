/** What clients do when a connection fails before its first byte. */
import type { Duration } from '../kernel/time.ts';
import type { OutcomeName } from '../metrics/outcome.ts';

/** How long a client waits before its next try; the first four as in the AWS backoff simulator. */
export const BACKOFF_KINDS = ['exponential', 'fullJitter', 'equalJitter', 'decorrelatedJitter', 'constant'] as const;
export type BackoffKind = (typeof BACKOFF_KINDS)[number];

export interface ResolvedRetry {
  /** Tries of a connection in all, the first included: at least 2. */
  readonly tries: number;
  /** Outcomes of a try after which a client tries again. */
  readonly on: readonly OutcomeName[];
  /** `null`: at once. */
  readonly backoff: { readonly kind: BackoffKind; readonly base: Duration; readonly cap: Duration } | null;
  /** Retries that all clients together may make, as a share of first tries; `null`: without bound. */
  readonly budget: number | null;
  /** From the first try: a client makes none after that; `null`: it never tires. */
  readonly giveUpAfter: Duration | null;
}
