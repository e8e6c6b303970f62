/** `responseTimeout` and `abandonedWork` of a design. */
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedResponseTimeout } from '../resolved-response-timeout.ts';
import type { DesignInput } from '../schema/designs.ts';
import { durationOf } from './time.ts';

/** Whether it is sound, and `null` where clients never leave. */
export function resolveResponseTimeout(
  { responseTimeout, abandonedWork }: Partial<DesignInput>,
  reporter: Reporter,
): { readonly isSound: boolean; readonly responseTimeout: ResolvedResponseTimeout | null } {
  if (responseTimeout === undefined) {
    const isSound = abandonedWork === undefined;
    if (!isSound) reporter.error(['abandonedWork'], 'nobody abandons anything without a responseTimeout', null, 'key');
    return { isSound, responseTimeout: null };
  }
  // Assumption: a server finds out when it writes the answer, as most do.
  return { isSound: true, responseTimeout: { after: durationOf(responseTimeout), work: abandonedWork ?? 'served' } };
}
