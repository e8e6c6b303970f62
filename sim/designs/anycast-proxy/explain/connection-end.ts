/**
 * Why a connection came to the end that it came to.
 */
import { GuardedServicePolicy } from '../../../custom/guarded-service-policy.ts';
import { nameOf } from '../../../custom/module-library.ts';
import { ANSWERS, IS_SILENT, REFUSES } from '../../../fleet/answer.ts';
import { BREAK_CAUSES, BREAK_MEANINGS } from '../../../metrics/break-cause.ts';
import {
  BLOCKED,
  COMPLETED,
  DROPPED,
  REFUSED,
  REJECTED,
  RESET,
  TIMED_OUT,
  UNFINISHED,
} from '../../../metrics/outcome.ts';
import type { ReasonName } from '../../../metrics/trail/reasons.ts';
import type { End } from '../../trail-book.ts';
import { isEligibleUnknown, isFailureToPick, knowsEligible } from '../failure-to-pick.ts';
import type { ExplainedParts } from './explained-parts.ts';

/** A connection at its end. */
export interface Ending {
  readonly outcome: number;
  readonly isFrontEndSilent: boolean;
  /** It was to go to a second-layer GFE. */
  readonly hasSecondLayer: boolean;
  /** Its first-layer GFE, a server, had no connection left for it. */
  readonly isThrownAway: boolean;
  readonly isDecided: boolean;
  /** Its second-layer GFE. */
  readonly gfe: number;
  readonly isEstablished: boolean;
  /** It waits for a member that does not answer. */
  readonly isUnanswered: boolean;
  readonly member: number;
  /** What it met at the door of its member; ANSWERS where it came to none. */
  readonly doorAnswer: number;
}

type Parts = Pick<
  ExplainedParts,
  'design' | 'fleet' | 'plan' | 'gfes' | 'configuration' | 'secondLayer' | 'disconnection'
>;

export function endOf(parts: Parts, ending: Ending): End {
  const { outcome, isEstablished } = ending;
  switch (outcome) {
    case COMPLETED:
      return { reason: 'ranItsCourse', facts: {} };
    case REFUSED:
      return { reason: refusalReason(parts, ending), facts: {} };
    case TIMED_OUT:
      return { reason: timeOutReason(parts, ending), facts: {} };
    case BLOCKED:
      return { reason: blockReason(ending), facts: {} };
    case REJECTED:
      return { reason: 'garbled', facts: {} };
    case DROPPED:
      return ending.isDecided ? dropOf(parts, ending.gfe) : { reason: 'noSecondLayer', facts: {} };
    case RESET:
      if (isEstablished) return breakOf(parts);
      return { reason: ending.isThrownAway ? 'noConnectionLeft' : 'cutOff', facts: {} };
    case UNFINISHED:
      return { reason: 'runEnded', facts: {} };
    default:
      throw new Error(`the anycast proxy gives no connection outcome ${outcome}`);
  }
}

/**
 * Each layer has a limit of its own: the policy of the first, the circuit breaker of the second,
 * the member's for each address.
 */
function blockReason({ hasSecondLayer, isDecided }: Ending): ReasonName {
  if (!hasSecondLayer) return 'rateLimited';
  return isDecided ? 'overLimit' : 'breakerOpen';
}

/** Where the member itself is well, it was the way there that refused, or else its queue. */
function refusalReason({ fleet }: Parts, { member, doorAnswer }: Ending): ReasonName {
  if (doorAnswer !== REFUSES) return 'queueFull';
  return fleet.answerOf(member) === ANSWERS ? 'portClosed' : 'memberRefuses';
}

function timeOutReason({ fleet, design }: Parts, { isFrontEndSilent, isUnanswered, member }: Ending): ReasonName {
  if (isFrontEndSilent) return 'frontEndSilent';
  if (!isUnanswered) return design.responseTimeout === null ? 'cutOff' : 'clientLeft';
  return fleet.answerOf(member) === IS_SILENT ? 'memberSilent' : 'doesNotGetThere';
}

/**
 * Its GFE picked nothing: there was nothing, or nothing that it knew, or nothing that isolation or a policy
 * of the user's own let it take.
 */
function dropOf(parts: Parts, gfe: number): End {
  const { plan, gfes, configuration, design, secondLayer } = parts;
  const view = gfes.views[gfe]!;
  const { pushed } = configuration;
  if (isFailureToPick(view, pushed)) {
    const isElsewhere = (region: number, backend: number): boolean => isEligibleUnknown(view, pushed, region, backend);
    const elsewhere = plan.backends.filter(({ regionIndex }, backend) => isElsewhere(regionIndex, backend));
    return { reason: 'failedToPick', facts: { elsewhere: elsewhere.map(({ id }) => id).join(', ') } };
  }
  if (!knowsEligible(view)) return { reason: 'nothingToPick', facts: {} };
  if (secondLayer.servicePolicy instanceof GuardedServicePolicy) {
    return { reason: 'ownPolicyNone', facts: { policy: nameOf(design.serviceLbPolicy.loadBalancingAlgorithm) } };
  }
  return { reason: 'isolatedFromRest', facts: {} };
}

function breakOf({ disconnection }: Parts): End {
  const cause = BREAK_CAUSES[disconnection.cause]!;
  return { reason: 'broke', facts: { cause, meaning: BREAK_MEANINGS[cause] } };
}
