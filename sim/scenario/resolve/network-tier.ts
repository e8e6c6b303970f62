/**
 * The network tier of the forwarding rule: Premium is global; Standard is regional, of the classic proxy only,
 * and serves from its own region.
 *
 * Sources: Google Cloud, "TCP proxy load balancing overview" (network tiers) and "Network Service Tiers": the
 * global external proxy network load balancer is Premium only; a Standard rule has a regional address, and
 * its backends are in that region.
 */
import type { WorldData } from '../../world/world-data.ts';
import { placeKeyOf } from '../backend-kinds.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedBackend, ResolvedService } from '../resolved-scenario.ts';
import type { ServiceInput } from '../schema/service.ts';
import { nearest } from '../suggest.ts';

type TierFields = Partial<Pick<ServiceInput, 'networkTier' | 'region' | 'loadBalancingScheme'>>;
type ResolvedTier = Pick<ResolvedService, 'networkTier' | 'region'>;

/** `null` after a fault, which is reported; `world` is `null` where it is unknown. */
export function resolveNetworkTier(
  { networkTier = 'PREMIUM', region, loadBalancingScheme }: TierFields,
  world: WorldData | null,
  reporter: Reporter,
): ResolvedTier | null {
  if (networkTier === 'PREMIUM') {
    if (region === undefined) return { networkTier, region: null };
    reporter.errorAmong(
      [['region'], ['networkTier']],
      'a Premium rule is global and has no region: it is for networkTier STANDARD',
    );
    return null;
  }
  let isRuled = true;
  if (loadBalancingScheme !== 'EXTERNAL') {
    isRuled = false;
    reporter.errorAmong(
      [['networkTier'], ['loadBalancingScheme']],
      'EXTERNAL_MANAGED is Premium only: networkTier STANDARD needs loadBalancingScheme EXTERNAL',
    );
  }
  if (region === undefined) {
    reporter.error(['networkTier'], 'networkTier STANDARD needs "region", that of the forwarding rule');
    return null;
  }
  if (world === null) return null;
  const regionIds = world.regions.map(({ id }) => id);
  if (!regionIds.includes(region)) {
    reporter.error(['region'], `unknown region "${region}"`, nearest(region, regionIds));
    return null;
  }
  return isRuled ? { networkTier, region } : null;
}

/** Whether all backends may serve a rule of the tier; where not, each that may not is reported. */
export function checkBackendRegions(
  { region }: ResolvedTier,
  backends: readonly ResolvedBackend[],
  reporter: Reporter,
): boolean {
  const outside = backends.filter((backend) => region !== null && backend.region !== region);
  for (const backend of outside) {
    reporter.error(
      ['backends', backend.id, placeKeyOf(backend)],
      `networkTier STANDARD takes only backends of its own region ${region}; this one is in ${backend.region}`,
    );
  }
  return outside.length === 0;
}
