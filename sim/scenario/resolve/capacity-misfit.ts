/**
 * Which amount a kind of group can have as its target (Compute API: `maxRate` and its like,
 * and "Backend services overview").
 */
import { factsOf } from '../backend-kinds.ts';
import type { CapacityField, ResolvedBackend } from '../resolved-scenario.ts';

/** Why a capacity field does not fit a kind of group; `null` when it does. */
export function capacityMisfit(field: CapacityField, kind: ResolvedBackend['kind']): string | null {
  const { what, hasInstances } = factsOf(kind);
  const stem = field.replace(/Per(Instance|Endpoint)$/, '');
  if (field.endsWith('PerEndpoint')) {
    if (!hasInstances) return null;
    return `${what} has no endpoints: use ${stem}PerInstance`;
  }
  if (field.endsWith('PerInstance')) {
    return hasInstances ? null : `a NEG has no instances: use ${stem}PerEndpoint`;
  }
  return kind === 'REGIONAL_INSTANCE_GROUP'
    ? `a regional instance group cannot use ${stem}: use ${stem}PerInstance`
    : null;
}
