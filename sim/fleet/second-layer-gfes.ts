/**
 * The second-layer GFEs: several at each site (`second-layer-sites`), each in a zone, each
 * with its own view of the fleet.
 *
 * A GFE stands in a zone of its region (they take turns over the region's zones), knows the backends of the regions
 * nearest to it and of no other (Google: GFEs are normally configured with only a subset of backend locations), and
 * while it has few connections open it favours its own zone. State: connections open through each GFE. How many regions
 * a GFE knows, and how fast its preference fades, is unpublished: parameters of the design.
 */
import type { ResolvedSecondLayer } from '../scenario/resolved-machines.ts';
import type { ResolvedServiceLbPolicy } from '../scenario/resolved-scenario.ts';
import type { FleetPlan } from './fleet-plan.ts';
import type { KnownConfiguration } from './known-configuration.ts';
import type { SecondLayerSites } from './second-layer-sites.ts';
import { SettledView } from './settled-view.ts';
import type { SharedKnowledge } from './shared-knowledge.ts';

export class SecondLayerGfes {
  /** GFEs of a region; GFE g stands at site floor(g / perRegion). */
  readonly perRegion: number;
  /** [gfeCount] */
  readonly views: readonly SettledView[];
  /** [gfeCount] */
  readonly #site: Int32Array;
  /** [gfeCount] */
  readonly #openCount: Int32Array;
  readonly #preferenceEndsAt: number;

  /**
   * @param knownBy the configuration as a GFE knows it
   * @param loadSeenBy the array that keeps a site's view of the load
   */
  constructor(
    config: ResolvedSecondLayer,
    policy: ResolvedServiceLbPolicy,
    sites: SecondLayerSites,
    plan: FleetPlan,
    shared: SharedKnowledge,
    knownBy: (gfe: number) => KnownConfiguration,
    loadSeenBy: (site: number) => Float64Array,
  ) {
    this.perRegion = config.gfesPerRegion;
    this.#preferenceEndsAt = config.zonePreferenceEndsAt;
    this.#openCount = new Int32Array(sites.regions.length * this.perRegion);
    this.#site = this.#openCount.map((_, gfe) => Math.floor(gfe / this.perRegion));
    const isPreferred = Uint8Array.from(plan.backends, (backend) => (backend.isPreferred ? 1 : 0));
    const hasPreferred = plan.backends.some((backend) => backend.isPreferred);
    const isolationMode = policy.isolation.granularity === 'REGION' ? policy.isolation.mode : 'NONE';
    this.views = Array.from(this.#openCount, (_, gfe) => {
      const site = this.#site[gfe]!;
      const { zones } = sites.regions[site]!;
      const zone = zones[(gfe % this.perRegion) % zones.length]!;
      const { capacity, capacityScaler, isInService, isDraining } = knownBy(gfe);
      const view = {
        region: sites.regionIndex[site]!,
        knownRegions: knownRegions(sites, plan, site, config.knownRegions),
        backendsOfRegion: plan.backendsOfRegion,
        isNearestZone: Uint8Array.from(plan.backends, (backend) => (backend.zone === zone ? 1 : 0)),
        nearestZoneShare: new Float64Array(1),
        capacity,
        load: loadSeenBy(site),
        shareFactor: shared.shareFactor,
        capacityScaler,
        memberCount: shared.memberCount,
        healthyCount: shared.healthyCount,
        isInService,
        isDraining,
        memberLoad: shared.memberLoad,
        isPreferred,
        hasPreferred,
        failoverThreshold: policy.failoverHealthThreshold / 100,
        isolationMode,
      } as const;
      return new SettledView(view, shared.revision);
    });
    for (const view of this.views) this.#writeShare(view.nearestZoneShare, 0);
  }

  /** Site a GFE stands at. Hot. */
  siteOf(gfe: number): number {
    return this.#site[gfe]!;
  }

  /** Connections open through a GFE. Hot. */
  openCountOf(gfe: number): number {
    return this.#openCount[gfe]!;
  }

  /** A GFE opens a connection to a backend (+1), or it ends (-1). Hot. */
  count(gfe: number, change: 1 | -1): void {
    const before = this.#openCount[gfe]!;
    this.#openCount[gfe] = before + change;
    // Most of the time there are far more, and the share is and stays 0.
    if (before <= this.#preferenceEndsAt) this.#writeShare(this.views[gfe]!.nearestZoneShare, before + change);
  }

  /**
   * Assumption: the preference fades linearly with the GFE's own connections. Written and not returned: a
   * share would be boxed on its way.
   */
  #writeShare(share: Float64Array, openCount: number): void {
    share[0] = openCount < this.#preferenceEndsAt ? 1 - openCount / this.#preferenceEndsAt : 0;
  }
}

/**
 * Regions that a GFE of a site knows, nearest first. Assumption: those with preferred backends are always among them,
 * since preferred backends are to be filled first wherever they are.
 */
function knownRegions({ regionsBySite }: SecondLayerSites, plan: FleetPlan, site: number, count: number): Int16Array {
  const regionCount = plan.backendsOfRegion.length;
  const byRtt = regionsBySite.subarray(site * regionCount, (site + 1) * regionCount);
  const hasPreferred = (other: number): boolean =>
    plan.backendsOfRegion[other]!.some((backend) => plan.backends[backend]!.isPreferred);
  return byRtt.filter((other, rank) => rank < count || hasPreferred(other));
}
