/**
 * RANDOM: any member, each with the same probability.
 *
 * Source: Google Cloud, "Backend services overview", load balancing locality policy.
 */

import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import { MEMBER_DRAW, mixChoice } from '../mix-choice.ts';
import { type LocalityContext, type LocalityPolicy, NO_MEMBERS } from './locality-policy.ts';

export function createRandom({ backendCount }: LocalityContext): LocalityPolicy {
  const membersOf = new Array<Int32Array>(backendCount).fill(NO_MEMBERS);
  return {
    setMembers(backend, members) {
      membersOf[backend] = members;
    },
    pick(backend, _affinityHash, choice) {
      const members = membersOf[backend]!;
      return members[Math.floor((mixChoice(choice, MEMBER_DRAW) / TWO_POW_32) * members.length)]!;
    },
  };
}
