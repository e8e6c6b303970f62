/**
 * What the network tier decides: which PoPs announce the VIP, which PoP serves a client,
 * which regions may serve at all.
 *
 * Premium: every PoP announces; Google's Maglev hands the flow over the backbone to the PoP that geo-IP judges nearest
 * to the client; every region may serve. Standard: the address is regional. Only PoPs of the forwarding rule's region
 * announce it, clients reach those over the public Internet, no PoP of another region is used, and GFEs never cross
 * regions (Google Cloud, "TCP proxy load balancing overview", network tiers). Assumption: what enters a PoP of the
 * region is served there; one without GFEs forwards to the next such PoP over the backbone.
 */
import { assert } from '../../kernel/assert.ts';
import type { ResolvedService } from '../../scenario/resolved-scenario.ts';
import { servingPopOf } from '../../world/geo-ip.ts';
import type { World } from '../../world/world.ts';
import { NO_POP } from '../parts/paths.ts';

export interface NetworkTier {
  /** [popCount] 1 for the PoPs that announce the VIP when nothing is wrong. */
  readonly isOfService: Uint8Array;
  /** The one region that may serve; `null`: all may. */
  readonly onlyRegion: number | null;
  /**
   * The PoP whose first-layer GFEs take the connections of a metro that enter at a PoP; NO_POP when there is none.
   *
   * @param isServing 1 for each PoP that works and has GFEs [popCount]
   */
  servingPopOf(metroIndex: number, ingressPop: number, isServing: Uint8Array): number;
}

export function networkTierOf({ networkTier, region }: ResolvedService, world: World): NetworkTier {
  if (networkTier === 'PREMIUM') return new PremiumTier(world);
  const regionIndex = world.regions.findIndex(({ id }) => id === region);
  assert(regionIndex >= 0, `the world lacks the region ${region} of a Standard forwarding rule`);
  return new StandardTier(world, regionIndex);
}

class PremiumTier implements NetworkTier {
  readonly #geoIpOrder: Int16Array;
  readonly isOfService: Uint8Array;
  readonly onlyRegion = null;

  constructor(world: World) {
    this.#geoIpOrder = world.geoIpOrder;
    this.isOfService = new Uint8Array(world.pops.length).fill(1);
  }

  servingPopOf(metroIndex: number, _ingressPop: number, isServing: Uint8Array): number {
    return servingPopOf(this.#geoIpOrder, metroIndex, isServing);
  }
}

class StandardTier implements NetworkTier {
  readonly #popPopRttUs: Float64Array;
  readonly isOfService: Uint8Array;
  readonly onlyRegion: number;

  constructor(world: World, region: number) {
    const popCount = world.pops.length;
    this.#popPopRttUs = world.popPopRttUs;
    this.isOfService = world.isPopOfRegion.slice(region * popCount, (region + 1) * popCount);
    this.onlyRegion = region;
  }

  servingPopOf(_metroIndex: number, ingressPop: number, isServing: Uint8Array): number {
    if (ingressPop === NO_POP || isServing[ingressPop] === 1) return ingressPop;
    const first = ingressPop * isServing.length;
    let nearest = NO_POP;
    for (let pop = 0; pop < isServing.length; pop++) {
      if (isServing[pop] === 0 || this.isOfService[pop] === 0) continue;
      if (nearest === NO_POP || this.#popPopRttUs[first + pop]! < this.#popPopRttUs[first + nearest]!) nearest = pop;
    }
    return nearest;
  }
}
