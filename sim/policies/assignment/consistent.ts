/**
 * The same server for the same client, whichever balancer it asks and however often: highest random weight
 * (Thaler and Ravishankar 1998). A server that goes moves only its own clients, a new one takes its share of
 * everybody's, as they ask. O(servers).
 */
import { avalanche } from '../../kernel/avalanche.ts';
import type { AssignmentPolicy } from './assignment-policy.ts';

const SERVER_SALT = 0x85ebca6b;

export function consistent(): AssignmentPolicy {
  return {
    pick: ({ servers }, clientHash) => {
      let best = servers[0]!;
      let bestWeight = -1;
      for (const server of servers) {
        const weight = avalanche(clientHash ^ avalanche(Math.imul(server + 1, SERVER_SALT))) >>> 0;
        if (weight <= bestWeight) continue;
        best = server;
        bestWeight = weight;
      }
      return best;
    },
  };
}
