/** Every server alike: how the design starts out. Loads are then binomial, and their spread shrinks as clients become many. */
import type { AssignmentPolicy } from './assignment-policy.ts';

const TWO_POW_MINUS_32 = 2 ** -32;

export function random(): AssignmentPolicy {
  return {
    pick: ({ servers }, _clientHash, choice) => servers[Math.floor(choice * TWO_POW_MINUS_32 * servers.length)]!,
  };
}
