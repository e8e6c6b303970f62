/**
 * A module of the user's own as the contract suites want it: made afresh for each question, with the
 * stream that a run would give it.
 */
import { GuardedLocalityPolicy } from '../../sim/custom/guarded-locality-policy.ts';
import { servicePolicyContext } from '../../sim/custom/guarded-service-policy.ts';
import type { CustomModule } from '../../sim/custom/module-kinds.ts';
import type { ResolvedModule } from '../../sim/custom/module-library.ts';
import type { LocalityPolicyModule, ServicePolicyModule } from '../../sim/custom/policy-interface.ts';
import type { FleetView } from '../../sim/fleet/fleet-view.ts';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { TIME_ZERO } from '../../sim/kernel/time.ts';
import type { LocalitySubject } from './locality-properties.ts';
import type { ServiceSubject } from './service-properties.ts';

/** Of the policies' own chance: any, as long as it is the same every time. */
const SEED = 'check-policy';

export function referenceTo(
  file: string,
  { name }: CustomModule,
  sha256: string,
  options: ResolvedModule['options'],
): ResolvedModule {
  return { module: file, name, sha256, options };
}

/** Not guarded: the properties say in their own words what a pick should have been. */
export function serviceSubject(module: ServicePolicyModule, reference: ResolvedModule): ServiceSubject {
  return {
    isStateless: module.isStateless === true,
    make: (view) => module.create(servicePolicyContext(reference, factsOf(view), new RandomStreams(SEED, 0))),
  };
}

function factsOf(view: FleetView) {
  const regionOf = (backend: number): number =>
    view.backendsOfRegion.findIndex((backends) => backends.includes(backend));
  return {
    backends: Array.from(view.capacity, (_, backend) => ({
      id: `web-${backend}`,
      zone: `region-${regionOf(backend)}-a`,
      region: regionOf(backend),
    })),
    regions: view.backendsOfRegion.map((_, region) => `region-${region}`),
  };
}

export function localitySubject(module: LocalityPolicyModule, reference: ResolvedModule): LocalitySubject {
  return {
    make: (context) => {
      const scene = { designId: 'check-policy', streams: new RandomStreams(SEED, 0), now: () => TIME_ZERO };
      return new GuardedLocalityPolicy(module, reference, context, scene, 0);
    },
  };
}
