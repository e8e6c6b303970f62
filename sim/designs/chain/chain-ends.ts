/** Why a connection ended as it did, by how its request did: the words of a trail. */
import type { ReasonName } from '../../metrics/trail/reasons.ts';
import {
  ANSWERED,
  CLOSED_UNANSWERED,
  CONNECTION_REFUSED,
  NOBODY_SERVES,
  OVERLOADED,
  RESET,
  TIMED_OUT_CONNECTING,
  TIMED_OUT_WAITING,
} from '../../tiers/hop.ts';
import { FORM_REJECTED, MEMBER_REFUSED, MEMBER_SILENT, NO_SERVER, TURNED_AWAY } from './chain-outcomes.ts';

const REASON_OF: Readonly<Record<number, ReasonName>> = {
  [ANSWERED]: 'ranItsCourse',
  [TIMED_OUT_CONNECTING]: 'neverLetIn',
  [TIMED_OUT_WAITING]: 'clientLeft',
  [RESET]: 'tierReset',
  [CLOSED_UNANSWERED]: 'tierReset',
  [OVERLOADED]: 'tierQueueFull',
  [CONNECTION_REFUSED]: 'serverRefuses',
  [NOBODY_SERVES]: 'tierOutOfService',
  [FORM_REJECTED]: 'formRejected',
  [NO_SERVER]: 'noMemberLeft',
  [MEMBER_REFUSED]: 'memberTurnedAway',
  [MEMBER_SILENT]: 'serverSilent',
  [TURNED_AWAY]: 'protectionTurnedAway',
};

/** @param requestOutcome `null` where the run ended first */
export function endReason(requestOutcome: number | null, wasAtMember: boolean): ReasonName {
  if (requestOutcome === null) return 'runEnded';
  return requestOutcome === RESET && wasAtMember ? 'resetAtMember' : REASON_OF[requestOutcome]!;
}
