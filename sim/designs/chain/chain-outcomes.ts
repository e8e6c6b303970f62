/** How requests end in a chain, beside the outcomes of its hops, and which outcome of a connection each one is. */

import { BLOCKED, COMPLETED, DROPPED, REFUSED, REJECTED, RESET, TIMED_OUT } from '../../metrics/outcome.ts';
import {
  ANSWERED,
  CLOSED_UNANSWERED,
  CONNECTION_REFUSED,
  type OUTCOME_COUNT as HOP_OUTCOME_COUNT,
  RESET as HOP_RESET,
  NOBODY_SERVES,
  OVERLOADED,
  TIMED_OUT_CONNECTING,
  TIMED_OUT_WAITING,
} from '../../tiers/hop.ts';

/** A tier, or the member, answered with a status of 400 or more: it could make nothing of the request's form. */
export const FORM_REJECTED = 8 satisfies typeof HOP_OUTCOME_COUNT;
/** The last tier knew of no member (503). */
export const NO_SERVER = 9;
/** The member turned it away, or answered nothing to the last tier in time (502, 504). */
export const MEMBER_REFUSED = 10;
export const MEMBER_SILENT = 11;
/** Flood protection turned it away. */
export const TURNED_AWAY = 12;
const COUNT = 13;

/** [outcome of a request] */
const OUTCOME_OF = new Uint8Array(COUNT);
OUTCOME_OF[ANSWERED] = COMPLETED;
OUTCOME_OF[TIMED_OUT_CONNECTING] = TIMED_OUT;
OUTCOME_OF[TIMED_OUT_WAITING] = TIMED_OUT;
OUTCOME_OF[HOP_RESET] = RESET;
OUTCOME_OF[CLOSED_UNANSWERED] = RESET;
OUTCOME_OF[OVERLOADED] = REFUSED;
OUTCOME_OF[CONNECTION_REFUSED] = REFUSED;
OUTCOME_OF[NOBODY_SERVES] = DROPPED;
OUTCOME_OF[FORM_REJECTED] = REJECTED;
OUTCOME_OF[NO_SERVER] = DROPPED;
OUTCOME_OF[MEMBER_REFUSED] = REFUSED;
OUTCOME_OF[MEMBER_SILENT] = TIMED_OUT;
OUTCOME_OF[TURNED_AWAY] = BLOCKED;

/** Outcome of a connection whose request ended so. Hot. */
export function outcomeOf(requestOutcome: number): number {
  return OUTCOME_OF[requestOutcome]!;
}
