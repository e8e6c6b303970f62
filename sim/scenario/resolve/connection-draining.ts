/**
 * Draining: what is not said follows Google Cloud's documentation where it says, and our assumptions where it does not.
 */
import { type Duration, MINUTE } from '../../kernel/time.ts';
import type { ResolvedDraining } from '../resolved-membership.ts';
import type { ServiceInput } from '../schema/service.ts';
import { durationOf } from './time.ts';

/**
 * Google Cloud, "Enabling connection draining": the proxy closes what is left within 10
 * minutes, its default idle timeout.
 */
const CLOSE_WITHIN = (10 * MINUTE) as Duration;

/** The same page: an instance may take up to 60 seconds more to be terminated. */
const TERMINATION_DELAY = MINUTE;

export function resolveDraining(input: NonNullable<ServiceInput['connectionDraining']>): ResolvedDraining {
  const { drainingTimeout, sharedWith, closeWithin, closing, onDetach, terminationDelay } = input;
  return {
    drainingTimeout: durationOf(drainingTimeout ?? '300s'),
    sharedWith: (sharedWith ?? []).map(durationOf),
    closeWithin: closeWithin === undefined ? CLOSE_WITHIN : durationOf(closeWithin),
    closing: closing ?? 'atEnd',
    // The page names it among what draining applies to, and further down says that it does not apply:
    // the first is the kinder reading.
    onDetach: onDetach ?? true,
    terminationDelay: terminationDelay === undefined ? TERMINATION_DELAY : durationOf(terminationDelay),
  };
}
