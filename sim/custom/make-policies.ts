/**
 * The two policies of a design for one run: built-in by name, or of the user's own, guarded.
 */
import type { FleetPlan } from '../fleet/fleet-plan.ts';
import type { LocalityContext, LocalityPolicy } from '../policies/locality/locality-policy.ts';
import { LOCALITY_POLICIES } from '../policies/locality/locality-policy-registry.ts';
import type { ServicePolicy } from '../policies/service/service-policy.ts';
import { SERVICE_POLICIES } from '../policies/service/service-policy-registry.ts';
import type { ResolvedDesign } from '../scenario/resolved-scenario.ts';
import type { World } from '../world/world.ts';
import { GuardedLocalityPolicy } from './guarded-locality-policy.ts';
import { GuardedServicePolicy, type PolicyScene } from './guarded-service-policy.ts';
import { type CustomModules, moduleOf } from './module-library.ts';

export function makeServicePolicy(
  { serviceLbPolicy }: ResolvedDesign,
  modules: CustomModules,
  plan: FleetPlan,
  world: World,
  scene: PolicyScene,
): ServicePolicy {
  const algorithm = serviceLbPolicy.loadBalancingAlgorithm;
  if (typeof algorithm === 'string') return SERVICE_POLICIES[algorithm].policy;
  const facts = {
    backends: plan.backends.map(({ id, zone, regionIndex }) => ({ id, zone, region: regionIndex })),
    regions: world.regions.map(({ id }) => id),
  };
  return new GuardedServicePolicy(moduleOf(modules, 'servicePolicy', algorithm), algorithm, facts, scene);
}

/** @param number of the design's locality policies: with outlier detection each GFE has one of its own */
export function makeLocalityPolicy(
  { service: { localityLbPolicy: policy } }: ResolvedDesign,
  modules: CustomModules,
  context: LocalityContext,
  scene: PolicyScene,
  number: number,
): LocalityPolicy {
  if (typeof policy === 'string') return LOCALITY_POLICIES[policy].create(context);
  return new GuardedLocalityPolicy(moduleOf(modules, 'localityPolicy', policy), policy, context, scene, number);
}
