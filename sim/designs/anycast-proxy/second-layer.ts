/**
 * The second GFE layer at work: which second-layer GFE a new connection gets, and which zone and member that GFE picks.
 *
 * The first layer goes by configuration: it wants a GFE in the nearest region with a backend that is configured to serve, whether or not
 * that backend is healthy (or, for kinds of backend that are served near the client, in the nearest region of all), and keeps its connections to one GFE of that region. The second-layer GFE goes by its own view: a service policy
 * picks the zonal backend, a locality policy the member among those that probes hold to be healthy.
 */
import { type ConnectionStore, NO_MEMBER } from '../../fleet/connection-store.ts';
import { isConfigured } from '../../fleet/fleet-view.ts';
import type { SecondLayerGfes } from '../../fleet/second-layer-gfes.ts';
import type { SecondLayerSites } from '../../fleet/second-layer-sites.ts';
import { avalanche } from '../../kernel/avalanche.ts';
import { NO_BACKEND, type ServicePolicy } from '../../policies/service/service-policy.ts';
import type { Configuration } from '../parts/configuration.ts';
import type { MemberChoice } from './member-choice.ts';
import { NO_GFE, type SecondLayerMachines } from './second-layer-machines.ts';

export class SecondLayer {
  readonly #connections: ConnectionStore;
  readonly #gfes: SecondLayerGfes;
  readonly #machines: SecondLayerMachines;
  readonly #configuration: Configuration;
  /** [regionCount] */
  readonly #backendsOfRegion: readonly Int32Array[];
  readonly #servicePolicy: ServicePolicy;
  readonly #memberChoice: MemberChoice;
  readonly #sites: SecondLayerSites;
  /** [popCount] number of the GFE of a region that the first layer of a PoP uses while nothing is wrong with it. */
  readonly #preferredOf: Int32Array;
  readonly #onlyRegion: number | null;
  readonly #keepsClientAddress: boolean;

  /**
   * @param onlyRegion the one region that may serve; `null`: all may
   * @param keepsClientAddress session affinity CLIENT_IP: the client's address decides, not the connection
   */
  constructor(
    connections: ConnectionStore,
    gfes: SecondLayerGfes,
    machines: SecondLayerMachines,
    configuration: Configuration,
    servicePolicy: ServicePolicy,
    memberChoice: MemberChoice,
    sites: SecondLayerSites,
    onlyRegion: number | null,
    keepsClientAddress: boolean,
  ) {
    this.#connections = connections;
    this.#gfes = gfes;
    this.#machines = machines;
    this.#configuration = configuration;
    this.#backendsOfRegion = gfes.views[0]!.backendsOfRegion;
    this.#servicePolicy = servicePolicy;
    this.#memberChoice = memberChoice;
    this.#sites = sites;
    const popCount = sites.byPop.length / sites.regionIndex.length;
    this.#preferredOf = Int32Array.from({ length: popCount }, (_, pop) => (avalanche(pop + 1) >>> 0) % gfes.perRegion);
    this.#onlyRegion = onlyRegion;
    this.#keepsClientAddress = keepsClientAddress;
  }

  get servicePolicy(): ServicePolicy {
    return this.#servicePolicy;
  }

  /** The 32 bits by which the service policy picks for a connection. */
  zoneChoiceOf(row: number): number {
    return this.#keepsClientAddress ? this.#connections.clientHash[row]! : this.#connections.choice[row]!;
  }

  /**
   * The second-layer GFE that the first layer of a PoP uses for a new connection: in the nearest region with a backend that is configured to
   * serve, or in the nearest of all where none is, or where backends are of a kind that is served near the client; NO_GFE when no GFE takes
   * connections. Hot.
   */
  gfeFor(servingPop: number): number {
    const preferred = this.#preferredOf[servingPop]!;
    if (this.#onlyRegion !== null) return this.#machines.standIn(this.#onlyRegion, preferred);
    const { byPop, regionIndex, isNearClient } = this.#sites;
    const siteCount = regionIndex.length;
    const first = servingPop * siteCount;
    const known = this.#configuration.knownByFirstLayer(servingPop);
    let fallback = NO_GFE;
    for (let rank = 0; rank < siteCount; rank++) {
      const site = byPop[first + rank]!;
      const gfe = this.#machines.standIn(site, preferred);
      if (gfe === NO_GFE) continue;
      if (isNearClient) return gfe;
      const backends = this.#backendsOfRegion[regionIndex[site]!]!;
      for (let i = 0; i < backends.length; i++) if (isConfigured(known, backends[i]!)) return gfe;
      if (fallback === NO_GFE) fallback = gfe;
    }
    return fallback;
  }

  /** Picks the member of a new connection, or NO_MEMBER when its GFE knows of no eligible backend. Hot. */
  pickMember(row: number): number {
    const connections = this.#connections;
    // Signed: half of all unsigned words would be boxed on their way to a policy.
    const choice = connections.choice[row]! | 0;
    const affinityHash = (this.#keepsClientAddress ? connections.clientHash[row]! : connections.flowHash[row]!) | 0;
    // With session affinity the client chooses the zone as well: in another zone it would meet another member.
    const zoneChoice = this.#keepsClientAddress ? affinityHash : choice;
    const backend = this.#servicePolicy.pick(this.#gfes.views[connections.secondLayerGfe[row]!]!, zoneChoice);
    if (backend === NO_BACKEND) return NO_MEMBER;
    return this.#memberChoice.pick(connections.secondLayerGfe[row]!, backend, affinityHash, choice);
  }
}
