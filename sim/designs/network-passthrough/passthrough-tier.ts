/**
 * Where the packets of a regional passthrough address come in: the PoP that routing
 * delivers them to forwards them itself.
 *
 * Premium: every PoP announces the address, and the backbone carries packets to the region. Standard: only
 * PoPs of the region announce it ("Network Service Tiers overview"; G2). There is no first-layer GFE, so
 * nothing is handed to another PoP.
 */
import { assert } from '../../kernel/assert.ts';
import type { ResolvedService } from '../../scenario/resolved-scenario.ts';
import type { World } from '../../world/world.ts';
import type { NetworkTier } from '../anycast-proxy/network-tier.ts';
import { NO_POP } from '../parts/paths.ts';

export function passthroughTier(
  { networkTier, region }: ResolvedService,
  world: World,
): NetworkTier & { region: number } {
  const regionIndex = world.regions.findIndex(({ id }) => id === region);
  assert(regionIndex >= 0, `the world lacks the region ${region} of a passthrough balancer`);
  const popCount = world.pops.length;
  const isOfService =
    networkTier === 'PREMIUM'
      ? new Uint8Array(popCount).fill(1)
      : world.isPopOfRegion.slice(regionIndex * popCount, (regionIndex + 1) * popCount);
  return {
    isOfService,
    onlyRegion: regionIndex,
    region: regionIndex,
    servingPopOf: (_metroIndex, ingressPop, isServing) =>
      ingressPop !== NO_POP && isServing[ingressPop] === 1 ? ingressPop : NO_POP,
  };
}
