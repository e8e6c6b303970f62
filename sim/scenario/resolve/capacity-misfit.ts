/** Which amount a kind of group can have as its target (Compute API: `maxRate` and its like, and "Backend services overview"). */
import type { CapacityField, ResolvedBackend } from '../resolved-scenario.ts';

/** Why a capacity field does not fit a kind of group; `null` when it does. */
export function capacityMisfit(field: CapacityField, kind: ResolvedBackend['kind']): string | null {
  const stem = field.replace(/Per(Instance|Endpoint)$/, '');
  if (field.endsWith('PerEndpoint')) {
    if (kind === 'NETWORK_ENDPOINT_GROUP') return null;
    const group = kind === 'INSTANCE_GROUP' ? 'an instance group' : 'a regional instance group';
    return `${group} has no endpoints: use ${stem}PerInstance`;
  }
  if (field.endsWith('PerInstance')) {
    return kind === 'NETWORK_ENDPOINT_GROUP' ? `a NEG has no instances: use ${stem}PerEndpoint` : null;
  }
  return kind === 'REGIONAL_INSTANCE_GROUP'
    ? `a regional instance group cannot use ${stem}: use ${stem}PerInstance`
    : null;
}
