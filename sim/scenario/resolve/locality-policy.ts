/** The locality policy of a service: the default by scheme and affinity, and whether affinity can work with it. */
import type { ResolvedModule } from '../../custom/module-library.ts';
import type { LocalityPolicyName } from '../../policies/locality/locality-policy-registry.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedService } from '../resolved-scenario.ts';
import type { ModuleInput } from '../schema/module-reference.ts';
import { type ModuleScope, resolveModule } from './module.ts';

/** Those that go by what affinity keeps a session by (Compute API). */
const HASHING: readonly LocalityPolicyName[] = ['MAGLEV', 'RING_HASH'];

export function resolveLocalityPolicy(
  given: LocalityPolicyName | ModuleInput | undefined,
  scheme: ResolvedService['loadBalancingScheme'],
  affinity: ResolvedService['sessionAffinity'],
  reporter: Reporter,
  modules: ModuleScope,
): LocalityPolicyName | ResolvedModule | null {
  // Whether affinity takes effect with a policy of the user's own is the policy's to say.
  if (typeof given === 'object') return resolveModule('localityPolicy', given, ['localityLbPolicy'], reporter, modules);
  const policy = given ?? usualLocalityPolicy(scheme, affinity);
  if (affinity === 'CLIENT_IP' && !HASHING.includes(policy)) {
    reporter.warn(
      ['localityLbPolicy'],
      `session affinity takes effect only with ${HASHING.join(' or ')}, not with ${policy}`,
    );
  }
  return policy;
}

/**
 * The classic proxy hashes consistently and offers no choice; the newer one hashes where
 * affinity asks for it (Compute API).
 */
export function usualLocalityPolicy(
  scheme: ResolvedService['loadBalancingScheme'],
  affinity: ResolvedService['sessionAffinity'],
): LocalityPolicyName {
  return scheme === 'EXTERNAL' || affinity === 'CLIENT_IP' ? 'MAGLEV' : 'ROUND_ROBIN';
}
