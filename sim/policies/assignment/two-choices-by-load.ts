/**
 * Two servers at random, of which the one with less load, as each last said with its heartbeat and with those added
 * that this balancer has sent there since. Stale loads herd clients less than with the least loaded of all
 * (Mitzenmacher, "How useful is old information?", 2000).
 */
import type { AssignmentPolicy } from './assignment-policy.ts';
import { lowerOfTwo } from './lowest-choice.ts';

export function twoChoicesByLoad(): AssignmentPolicy {
  return { pick: ({ servers, load }, _clientHash, choice) => lowerOfTwo(servers, load, choice) };
}
