/**
 * How long a client waits before it tries again.
 *
 *   exponential        b 2^(n-1), at most cap
 *   fullJitter         U(0, that)
 *   equalJitter        that / 2 + U(0, that / 2)
 *   decorrelatedJitter U(b, 3 x the wait before), at most cap
 *   constant           b
 *
 * with b the base, n the number of tries that have failed, U uniform. Source: Brooker, "Exponential Backoff And
 * Jitter", AWS Architecture Blog 2015, and its simulator (aws-samples/aws-arch-backoff-simulator).
 */
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { ResolvedRetry } from '../../scenario/resolved-retry.ts';

/** Beyond this many doublings every cap is reached. */
const DOUBLINGS_MAX = 40;

/**
 * @param failedCount tries that have failed, at least 1
 * @param beforeUs the wait before the last try, us; 0 where there was none
 * @returns microseconds, whole
 */
export function backoffUs(
  backoff: ResolvedRetry['backoff'],
  failedCount: number,
  beforeUs: number,
  chance: RandomStream,
): number {
  if (backoff === null) return 0;
  const { kind, base, cap } = backoff;
  const fullUs = Math.min(cap, base * 2 ** Math.min(failedCount - 1, DOUBLINGS_MAX));
  switch (kind) {
    case 'exponential':
      return fullUs;
    case 'fullJitter':
      return Math.floor(fullUs * chance.uniform());
    case 'equalJitter':
      return Math.floor(fullUs / 2 + (fullUs / 2) * chance.uniform());
    case 'decorrelatedJitter': {
      const most = 3 * Math.max(base, beforeUs);
      return Math.min(cap, Math.floor(base + (most - base) * chance.uniform()));
    }
    case 'constant':
      return Math.min(cap, base);
  }
}
