/**
 * Every assignment policy by the name a scenario gives it. Adding one is a file and a line here.
 */
import type { AssignmentPolicy } from './assignment-policy.ts';
import { consistent } from './consistent.ts';
import { leastAssigned } from './least-assigned.ts';
import { leastLoaded } from './least-loaded.ts';
import { nearest } from './nearest.ts';
import { nearestWithRoom } from './nearest-with-room.ts';
import { random } from './random.ts';
import { roundRobin } from './round-robin.ts';
import { twoChoices } from './two-choices.ts';
import { twoChoicesByLoad } from './two-choices-by-load.ts';

interface AssignmentPolicyEntry {
  /** One for each balancer: what it remembers is its own. */
  readonly create: () => AssignmentPolicy;
  /** Whether servers have to say their load with their heartbeats. */
  readonly needsLoad: boolean;
  /** Whether it compares loads with what servers are meant to hold. */
  readonly needsTargets: boolean;
  /** One sentence for a person choosing. */
  readonly summary: string;
}

export const ASSIGNMENT_POLICIES = {
  random: { create: random, needsLoad: false, needsTargets: false, summary: 'every server alike' },
  roundRobin: {
    create: roundRobin,
    needsLoad: false,
    needsTargets: false,
    summary: 'by turns, each balancer with a turn of its own',
  },
  leastAssigned: {
    create: leastAssigned,
    needsLoad: false,
    needsTargets: false,
    summary: 'the server that the balancer has sent the fewest clients to',
  },
  leastLoaded: {
    create: leastLoaded,
    needsLoad: true,
    needsTargets: false,
    summary: 'the server with the fewest connections, as each last said with its heartbeat',
  },
  twoChoices: {
    create: twoChoices,
    needsLoad: false,
    needsTargets: false,
    summary: 'of two at random, the one with fewer clients so far',
  },
  twoChoicesByLoad: {
    create: twoChoicesByLoad,
    needsLoad: true,
    needsTargets: false,
    summary: 'of two at random, the one with fewer connections, as each last said with its heartbeat',
  },
  consistent: {
    create: consistent,
    needsLoad: false,
    needsTargets: false,
    summary: 'by hash of the client: the same answer from every balancer',
  },
  nearest: {
    create: nearest,
    needsLoad: false,
    needsTargets: false,
    summary: 'at random among the servers of the nearest region',
  },
  nearestWithRoom: {
    create: nearestWithRoom,
    needsLoad: true,
    needsTargets: true,
    summary: 'the least loaded server of the nearest region that has one below its target',
  },
} as const satisfies Record<string, AssignmentPolicyEntry>;

export type AssignmentPolicyName = keyof typeof ASSIGNMENT_POLICIES;
export const ASSIGNMENT_POLICY_NAMES = Object.keys(ASSIGNMENT_POLICIES) as readonly AssignmentPolicyName[];
