/**
 * A server in the nearest region that has one with room, the least loaded of those; where none anywhere has room,
 * the one that is the least over its target. Geography that minds load, as a global proxy does it, by what servers
 * said with their last heartbeats.
 */
import type { AssignmentPolicy } from './assignment-policy.ts';
import { lowestOf } from './lowest-choice.ts';

/** More than any round trip, us: a full server costs this and its load over its target. */
const FULL = 1e12;

export function nearestWithRoom(): AssignmentPolicy {
  let costs = new Float64Array(0);
  return {
    pick: ({ servers, rttUs, regionOf, load, target }, _clientHash, choice) => {
      if (costs.length !== regionOf.length) costs = new Float64Array(regionOf.length);
      for (const server of servers) {
        const share = load[server]! / target[server]!;
        // Below one microsecond, so that it decides only among servers of one region.
        costs[server] = share < 1 ? rttUs[regionOf[server]!]! + share : FULL * (1 + share);
      }
      return lowestOf(servers, costs, choice);
    },
  };
}
