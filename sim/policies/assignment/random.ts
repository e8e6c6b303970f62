/**
 * Every server alike: how the design starts out. Loads are then binomial, and their spread
 * shrinks as clients become many.
 */

import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import type { AssignmentPolicy } from './assignment-policy.ts';

export function random(): AssignmentPolicy {
  return {
    pick: ({ servers }, _clientHash, choice) => servers[Math.floor((choice / TWO_POW_32) * servers.length)]!,
  };
}
