/**
 * The server that this balancer has sent the fewest clients to; of several, one at random. Clients that have left still
 * count: the balancer does not hear of them. A server that is new to it gets everybody until it has caught up.
 */
import type { AssignmentPolicy } from './assignment-policy.ts';
import { lowestOf } from './lowest-choice.ts';

export function leastAssigned(): AssignmentPolicy {
  return {
    pick: ({ servers, assigned }, _clientHash, choice) => lowestOf(servers, assigned, choice),
  };
}
