/** A service load balancing policy written back with every default, to load to the same. */
import { nameOrModule } from './normalise-module.ts';
import type { ResolvedServiceLbPolicy } from './resolved-scenario.ts';

export function serviceLbPolicyMap(policy: ResolvedServiceLbPolicy) {
  const { autoCapacityDrain, isolation } = policy;
  return {
    loadBalancingAlgorithm: nameOrModule(policy.loadBalancingAlgorithm),
    failoverConfig: { failoverHealthThreshold: policy.failoverHealthThreshold },
    autoCapacityDrain: { enable: autoCapacityDrain.isEnabled, limit: autoCapacityDrain.limit },
    // Nothing is enforced without the granularity, and to say so would only warn.
    ...(isolation.granularity === 'REGION' && {
      isolationConfig: { isolationGranularity: isolation.granularity, isolationMode: isolation.mode },
    }),
  };
}
