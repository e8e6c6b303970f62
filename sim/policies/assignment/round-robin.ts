/**
 * By turns, each balancer with a turn of its own: even as long as nobody leaves. Clients that stay for times of their
 * own undo it, until the spread is that of half as many random choices (D/M/infinity).
 */
import type { AssignmentPolicy } from './assignment-policy.ts';

export function roundRobin(): AssignmentPolicy {
  let last = -1;
  return {
    pick: ({ servers }) => {
      // The next one after the last, by number: servers that come and go do not upset the turn of the others.
      let at = 0;
      let end = servers.length;
      while (at < end) {
        const middle = (at + end) >> 1;
        if (servers[middle]! > last) end = middle;
        else at = middle + 1;
      }
      last = servers[at === servers.length ? 0 : at]!;
      return last;
    },
  };
}
