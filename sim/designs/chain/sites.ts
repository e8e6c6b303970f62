/**
 * Where a chain stands: in every region with backends; a client goes to the nearest, over the
 * Internet, with no edge in between.
 */
import { configuredRegions } from '../../fleet/configured-regions.ts';
import type { FleetPlan } from '../../fleet/fleet-plan.ts';
import { pinned } from '../../kernel/pinned.ts';
import { regionsByRtt } from '../../world/region-order.ts';
import { unicastRttsUs } from '../../world/unicast.ts';
import type { World } from '../../world/world.ts';

export class Sites {
  /** [siteCount] */
  readonly regionOf: Int16Array;
  /** [networkCount] */
  readonly #site: Int16Array;
  readonly #rttUs: Int32Array;

  constructor(world: World, plan: FleetPlan) {
    const regionCount = world.regions.length;
    this.regionOf = pinned(Int16Array.from(configuredRegions(plan)));
    const used = new Set(this.regionOf);
    const rttsUs = unicastRttsUs(world);
    const order = regionsByRtt(rttsUs, regionCount);
    this.#site = new Int16Array(world.networks.length);
    this.#rttUs = new Int32Array(world.networks.length);
    for (let network = 0; network < world.networks.length; network++) {
      const first = network * regionCount;
      const region = order.subarray(first, first + regionCount).find((candidate) => used.has(candidate))!;
      this.#site[network] = this.regionOf.indexOf(region);
      this.#rttUs[network] = rttsUs[first + region]!;
    }
  }

  get count(): number {
    return this.regionOf.length;
  }

  /** Site that a network's clients go to. Hot. */
  siteOf(network: number): number {
    return this.#site[network]!;
  }

  /** Round trip there, us. Hot. */
  rttUs(network: number): number {
    return this.#rttUs[network]!;
  }
}
