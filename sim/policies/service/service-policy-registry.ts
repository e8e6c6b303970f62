/**
 * Every service policy by the name Google Cloud gives it: the one list from which the scenario schema, the CLI, CSV
 * values, chart legends and the contract tests follow.
 */
import type { ServicePolicy } from './service-policy.ts';
import { sprayToRegion } from './spray-to-region.ts';
import { sprayToWorld } from './spray-to-world.ts';
import { waterfallByRegion } from './waterfall-by-region.ts';
import { waterfallByZone } from './waterfall-by-zone.ts';

interface ServicePolicyEntry {
  readonly policy: ServicePolicy;
  /** One sentence for a person choosing. */
  readonly summary: string;
}

export const SERVICE_POLICIES = {
  WATERFALL_BY_REGION: {
    policy: waterfallByRegion,
    summary: 'nearest region with room; the next one when it is full; all overfill alike when all are full',
  },
  SPRAY_TO_REGION: {
    policy: sprayToRegion,
    summary: 'regions as in the waterfall; within a region all zones alike, for every front end',
  },
  WATERFALL_BY_ZONE: {
    policy: waterfallByZone,
    summary: "regions as in the waterfall; within a region the front end's own zone until it is full",
  },
  SPRAY_TO_WORLD: {
    policy: sprayToWorld,
    summary: 'any zone of the world in proportion to capacity, whatever the distance',
  },
} as const satisfies Record<string, ServicePolicyEntry>;

export type ServicePolicyName = keyof typeof SERVICE_POLICIES;
