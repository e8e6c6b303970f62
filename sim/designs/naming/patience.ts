/** How long a client waits for an address that does not answer, before it goes on to the next or gives up. */
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';

/**
 * Microseconds. With `attemptDelay` the next address is tried beside this one (RFC 8305, "Happy Eyeballs"). Assumption:
 * an address that answers wins even when it takes longer than that.
 */
export function attemptUs({ attemptTimeout, attemptDelay }: ResolvedNaming, hasNext: boolean): number {
  return hasNext && attemptDelay !== null ? Math.min(attemptDelay, attemptTimeout) : attemptTimeout;
}
