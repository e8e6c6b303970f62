/**
 * Why a connection came to the end that it came to.
 */
import { REFUSES } from '../../../fleet/answer.ts';
import { isEligible } from '../../../fleet/fleet-view.ts';
import { BREAK_CAUSES, BREAK_MEANINGS } from '../../../metrics/break-cause.ts';
import { COMPLETED, DROPPED, REFUSED, RESET, TIMED_OUT, UNFINISHED } from '../../../metrics/outcome.ts';
import type { ReasonName } from '../../../metrics/trail/reasons.ts';
import type { Facts } from '../../../metrics/trail/trail.ts';
import type { ExplainedParts } from './explained-parts.ts';

/** A connection at its end. */
export interface Ending {
  readonly outcome: number;
  readonly isFrontEndSilent: boolean;
  readonly isDecided: boolean;
  readonly isEstablished: boolean;
  /** It waits for a member that does not answer. */
  readonly isUnanswered: boolean;
  readonly member: number;
}

type Parts = Pick<ExplainedParts, 'fleet' | 'plan' | 'gfes' | 'disconnection'>;

export function endOf(parts: Parts, ending: Ending): { readonly reason: ReasonName; readonly facts: Facts } {
  const { outcome, isEstablished } = ending;
  switch (outcome) {
    case COMPLETED:
      return { reason: 'ranItsCourse', facts: {} };
    case REFUSED:
      return { reason: parts.fleet.answerOf(ending.member) === REFUSES ? 'memberRefuses' : 'queueFull', facts: {} };
    case TIMED_OUT:
      return { reason: timeOutReason(ending), facts: {} };
    case DROPPED: {
      if (!ending.isDecided) return { reason: 'noSecondLayer', facts: {} };
      const elsewhere = eligibleNames(parts);
      return elsewhere === ''
        ? { reason: 'nothingToPick', facts: {} }
        : { reason: 'failedToPick', facts: { elsewhere } };
    }
    case RESET:
      return isEstablished ? breakOf(parts) : { reason: 'cutOff', facts: {} };
    case UNFINISHED:
      return { reason: 'runEnded', facts: {} };
    default:
      throw new Error(`the anycast proxy gives no connection outcome ${outcome}`);
  }
}

function timeOutReason({ isFrontEndSilent, isUnanswered }: Ending): ReasonName {
  if (isFrontEndSilent) return 'frontEndSilent';
  return isUnanswered ? 'memberSilent' : 'cutOff';
}

function eligibleNames({ plan, gfes }: Parts): string {
  const view = gfes.views[0]!;
  return plan.backends
    .filter((_, backend) => isEligible(view, backend))
    .map(({ id }) => id)
    .join(', ');
}

function breakOf({ disconnection }: Parts): { readonly reason: ReasonName; readonly facts: Facts } {
  const cause = BREAK_CAUSES[disconnection.cause]!;
  return { reason: 'broke', facts: { cause, meaning: BREAK_MEANINGS[cause] } };
}
