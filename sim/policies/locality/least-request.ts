/**
 * LEAST_REQUEST: of two random members the one with fewer connections open; the first of equals.
 *
 * Source: Google Cloud, "Backend services overview" (two random healthy hosts, the one with fewer active requests),
 * Envoy's `choice_count` of 2. The two may be the same member, as in Envoy.
 */

import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import { MEMBER_DRAW, mixChoice, SECOND_MEMBER_DRAW } from '../mix-choice.ts';
import { type LocalityContext, type LocalityPolicy, NO_MEMBERS } from './locality-policy.ts';

export function createLeastRequest({ backendCount, memberLoad }: LocalityContext): LocalityPolicy {
  const membersOf = new Array<Int32Array>(backendCount).fill(NO_MEMBERS);
  return {
    setMembers(backend, members) {
      membersOf[backend] = members;
    },
    pick(backend, _affinityHash, choice) {
      const members = membersOf[backend]!;
      const first = members[Math.floor((mixChoice(choice, MEMBER_DRAW) / TWO_POW_32) * members.length)]!;
      const second = members[Math.floor((mixChoice(choice, SECOND_MEMBER_DRAW) / TWO_POW_32) * members.length)]!;
      return memberLoad[second]! < memberLoad[first]! ? second : first;
    },
  };
}
