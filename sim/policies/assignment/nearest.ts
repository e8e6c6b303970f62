/** A server in the region nearest to the client by round-trip time, one at random there, whatever its load: geography, which the design leaves for later. */
import type { AssignmentPolicy } from './assignment-policy.ts';
import { lowestOf } from './lowest-choice.ts';

export function nearest(): AssignmentPolicy {
  return {
    pick: ({ servers, rttUs, regionOf }, _clientHash, choice) =>
      lowestOf(servers, (server) => rttUs[regionOf[server]!]!, choice),
  };
}
