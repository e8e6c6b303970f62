/** The service load balancing policy of the sample designs: every default. */
import type { ResolvedServiceLbPolicy } from '../../../sim/scenario/resolved-scenario.ts';

export const SAMPLE_POLICY: ResolvedServiceLbPolicy = {
  loadBalancingAlgorithm: 'WATERFALL_BY_REGION',
  failoverHealthThreshold: 70,
  autoCapacityDrain: { isEnabled: false, limit: 'belowHalf' },
  isolation: { granularity: 'UNSPECIFIED', mode: 'NEAREST' },
};
