/**
 * Every assignment policy by the name a scenario gives it. Adding one is a file and a line here.
 */
import type { AssignmentPolicy } from './assignment-policy.ts';
import { consistent } from './consistent.ts';
import { leastAssigned } from './least-assigned.ts';
import { nearest } from './nearest.ts';
import { random } from './random.ts';
import { roundRobin } from './round-robin.ts';
import { twoChoices } from './two-choices.ts';

interface AssignmentPolicyEntry {
  /** One for each balancer: what it remembers is its own. */
  readonly create: () => AssignmentPolicy;
  /** One sentence for a person choosing. */
  readonly summary: string;
}

export const ASSIGNMENT_POLICIES = {
  random: { create: random, summary: 'every server alike' },
  roundRobin: { create: roundRobin, summary: 'by turns, each balancer with a turn of its own' },
  leastAssigned: { create: leastAssigned, summary: 'the server that the balancer has sent the fewest clients to' },
  twoChoices: { create: twoChoices, summary: 'of two at random, the one with fewer clients so far' },
  consistent: { create: consistent, summary: 'by hash of the client: the same answer from every balancer' },
  nearest: { create: nearest, summary: 'at random among the servers of the nearest region' },
} as const satisfies Record<string, AssignmentPolicyEntry>;

export type AssignmentPolicyName = keyof typeof ASSIGNMENT_POLICIES;
export const ASSIGNMENT_POLICY_NAMES = Object.keys(ASSIGNMENT_POLICIES) as readonly AssignmentPolicyName[];
