/**
 * The second GFE layer: picks zone and member for a new connection, by what it knows.
 *
 * A service policy picks the zonal backend over the view, with regions in order of round-trip time from the serving PoP; a locality policy picks
 * the member among those that probes hold to be healthy.
 */
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import { type FleetView, isEligible } from '../../fleet/fleet-view.ts';
import type { HealthChecks } from '../../fleet/health-checks.ts';
import type { LocalityPolicy } from '../../policies/locality/locality-policy.ts';
import { NO_BACKEND, type ServicePolicy } from '../../policies/service/service-policy.ts';

export const NO_MEMBER = -1;

export class SecondLayer {
  readonly #connections: ConnectionStore;
  /** [regionCount] what the GFEs of each region know. */
  readonly #views: readonly FleetView[];
  readonly #healthChecks: HealthChecks;
  readonly #servicePolicy: ServicePolicy;
  readonly #localityPolicy: LocalityPolicy;
  /** [popCount][regionCount] */
  readonly #regionOrder: Int16Array;
  readonly #regionCount: number;
  readonly #keepsClientAddress: boolean;

  /**
   * @param regionOrder regions by RTT from each PoP, nearest first [popCount][regionCount]
   * @param keepsClientAddress session affinity CLIENT_IP: the client's address decides, not the connection
   */
  constructor(
    connections: ConnectionStore,
    views: readonly FleetView[],
    healthChecks: HealthChecks,
    servicePolicy: ServicePolicy,
    localityPolicy: LocalityPolicy,
    regionOrder: Int16Array,
    keepsClientAddress: boolean,
  ) {
    this.#connections = connections;
    this.#views = views;
    this.#healthChecks = healthChecks;
    this.#servicePolicy = servicePolicy;
    this.#localityPolicy = localityPolicy;
    this.#regionOrder = regionOrder;
    this.#regionCount = views.length;
    this.#keepsClientAddress = keepsClientAddress;
  }

  /**
   * Region near which the first layer picks a second-layer GFE: the nearest one that holds an eligible backend, else the nearest. Hot.
   */
  regionFor(servingPop: number): number {
    const offset = servingPop * this.#regionCount;
    // Health and configuration are the same in every view.
    const view = this.#views[0]!;
    for (let rank = 0; rank < this.#regionCount; rank++) {
      const region = this.#regionOrder[offset + rank]!;
      const backends = view.backendsOfRegion[region]!;
      for (let i = 0; i < backends.length; i++) if (isEligible(view, backends[i]!)) return region;
    }
    return this.#regionOrder[offset]!;
  }

  /** Picks the member of a new connection, or NO_MEMBER when no backend is eligible. Hot. */
  pickMember(row: number, servingPop: number): number {
    const connections = this.#connections;
    const choice = connections.choice[row]!;
    const affinityHash = this.#keepsClientAddress ? connections.clientHash[row]! : connections.flowHash[row]!;
    // With session affinity the client chooses the zone as well: in another zone it would meet another member.
    const zoneChoice = this.#keepsClientAddress ? affinityHash : choice;
    const view = this.#views[connections.secondLayerRegion[row]!]!;
    const backend = this.#servicePolicy.pick(view, this.#regionOrder, servingPop * this.#regionCount, zoneChoice);
    if (backend === NO_BACKEND) return NO_MEMBER;
    if (this.#healthChecks.takeListChange(backend)) {
      this.#localityPolicy.setMembers(backend, this.#healthChecks.healthyMembers(backend));
    }
    return this.#localityPolicy.pick(backend, affinityHash, choice);
  }
}
