/**
 * The kinds of module that a user may write, and what each is called: the one list from which messages
 * and the contract suites follow.
 */
import type {
  CatchmentModule,
  LocalityPolicyModule,
  ServicePolicyModule,
  TrafficShapeModule,
} from './policy-interface.ts';

interface KindEntry {
  /** What messages call it. */
  readonly noun: string;
  /** The key of a scenario that takes it. */
  readonly key: string;
}

export const MODULE_KINDS = {
  servicePolicy: { noun: 'service policy', key: 'serviceLbPolicy.loadBalancingAlgorithm' },
  localityPolicy: { noun: 'locality policy', key: 'service.localityLbPolicy' },
  catchment: { noun: 'catchment', key: 'world.catchment' },
  trafficShape: { noun: 'traffic shape', key: 'traffic.shape' },
} as const satisfies Record<string, KindEntry>;

export type ModuleKind = keyof typeof MODULE_KINDS;

export interface ModuleOfKind {
  readonly servicePolicy: ServicePolicyModule;
  readonly localityPolicy: LocalityPolicyModule;
  readonly catchment: CatchmentModule;
  readonly trafficShape: TrafficShapeModule;
}

export type CustomModule = ModuleOfKind[ModuleKind];
