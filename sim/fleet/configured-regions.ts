/** Regions in which a service has backends, as indexes of the world's regions, ascending. */
import type { FleetPlan } from './fleet-plan.ts';

export function configuredRegions({ backends }: FleetPlan): number[] {
  const used = backends.flatMap(({ isConfigured, regionIndex }) => (isConfigured ? [regionIndex] : []));
  return [...new Set(used)].sort((a, b) => a - b);
}
