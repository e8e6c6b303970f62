/**
 * A server in the region nearest to the client by round-trip time, one at random there, whatever its load: geography,
 * which the design leaves for later.
 */
import type { AssignmentPolicy } from './assignment-policy.ts';
import { lowestOf } from './lowest-choice.ts';

export function nearest(): AssignmentPolicy {
  let costs = new Float64Array(0);
  return {
    pick: ({ servers, rttUs, regionOf }, _clientHash, choice) => {
      if (costs.length !== regionOf.length) costs = new Float64Array(regionOf.length);
      for (const server of servers) costs[server] = rttUs[regionOf[server]!]!;
      return lowestOf(servers, costs, choice);
    },
  };
}
