/**
 * Every locality policy by the name Google Cloud gives it: the one list from which the scenario schema, the CLI
 * and the contract tests follow.
 */
import { createLeastRequest } from './least-request.ts';
import type { LocalityContext, LocalityPolicy } from './locality-policy.ts';
import { createMaglev } from './maglev.ts';
import { createRandom } from './random.ts';
import { createRingHash } from './ring-hash.ts';
import { createRoundRobin } from './round-robin.ts';

interface LocalityPolicyEntry {
  readonly create: (context: LocalityContext) => LocalityPolicy;
  /** One sentence for a person choosing. */
  readonly summary: string;
}

export const LOCALITY_POLICIES = {
  ROUND_ROBIN: { create: createRoundRobin, summary: 'members in turn; the default without session affinity' },
  LEAST_REQUEST: { create: createLeastRequest, summary: 'of two random members the less loaded' },
  RANDOM: { create: createRandom, summary: 'any member alike' },
  RING_HASH: { create: createRingHash, summary: 'consistent hashing on a ring: a member that goes moves little else' },
  MAGLEV: { create: createMaglev, summary: 'consistent hashing by a Maglev table; the default with session affinity' },
} as const satisfies Record<string, LocalityPolicyEntry>;

export type LocalityPolicyName = keyof typeof LOCALITY_POLICIES;
