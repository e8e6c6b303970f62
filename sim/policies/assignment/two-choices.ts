/**
 * Two servers at random, of which the one with fewer clients so far. The fullest server is then only ln ln N / ln 2
 * above the mean, however many the clients (Mitzenmacher 2001), as long as nobody leaves.
 */
import type { AssignmentPolicy } from './assignment-policy.ts';
import { lowerOfTwo } from './lowest-choice.ts';

export function twoChoices(): AssignmentPolicy {
  return { pick: ({ servers, assigned }, _clientHash, choice) => lowerOfTwo(servers, assigned, choice) };
}
