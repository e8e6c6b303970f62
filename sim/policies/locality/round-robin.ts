/**
 * ROUND_ROBIN: members in turn. Google's default without session affinity.
 *
 * Source: Google Cloud, "Backend services overview", load balancing locality policy. One turn counter a zonal backend:
 * all second-layer GFEs of the model act as one.
 */
import { pinned } from '../../kernel/pinned.ts';
import { type LocalityContext, type LocalityPolicy, NO_MEMBERS } from './locality-policy.ts';

export function createRoundRobin({ backendCount }: LocalityContext): LocalityPolicy {
  const membersOf = new Array<Int32Array>(backendCount).fill(NO_MEMBERS);
  const turn = pinned(new Int32Array(backendCount));
  return {
    setMembers(backend, members) {
      membersOf[backend] = members;
    },
    pick(backend) {
      const members = membersOf[backend]!;
      const position = turn[backend]! < members.length ? turn[backend]! : 0;
      turn[backend] = position + 1;
      return members[position]!;
    },
  };
}
