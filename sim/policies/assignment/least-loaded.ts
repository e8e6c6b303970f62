/**
 * The server with the least load, as each last said with its heartbeat and with those added that this
 * balancer has sent there since; of several, one at random. Knows of clients that left and of clients that
 * are heavy, up to a heartbeat late.
 */
import type { AssignmentPolicy } from './assignment-policy.ts';
import { lowestOf } from './lowest-choice.ts';

export function leastLoaded(): AssignmentPolicy {
  return {
    pick: ({ servers, load }, _clientHash, choice) => lowestOf(servers, load, choice),
  };
}
