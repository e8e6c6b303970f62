/**
 * The second GFE layer at work: which second-layer GFE a new connection gets, and which zone and member that GFE picks.
 *
 * The first layer goes by configuration (`gfe-of-pop`). The second-layer GFE goes by its own view: a service policy
 * picks the zonal backend, a locality policy the member among those that probes hold to be healthy.
 */
import { type ConnectionStore, NO_MEMBER } from '../../fleet/connection-store.ts';
import type { SecondLayerGfes } from '../../fleet/second-layer-gfes.ts';
import { NO_BACKEND, type ServicePolicy } from '../../policies/service/service-policy.ts';
import type { GfeOfPop } from './gfe-of-pop.ts';
import type { MemberChoice } from './member-choice.ts';

export class SecondLayer {
  readonly #connections: ConnectionStore;
  readonly #gfes: SecondLayerGfes;
  readonly #gfeOfPop: GfeOfPop;
  readonly #servicePolicy: ServicePolicy;
  readonly #memberChoice: MemberChoice;
  readonly #keepsClientAddress: boolean;

  /** @param keepsClientAddress session affinity CLIENT_IP: the client's address decides, not the connection */
  constructor(
    connections: ConnectionStore,
    gfes: SecondLayerGfes,
    gfeOfPop: GfeOfPop,
    servicePolicy: ServicePolicy,
    memberChoice: MemberChoice,
    keepsClientAddress: boolean,
  ) {
    this.#connections = connections;
    this.#gfes = gfes;
    this.#gfeOfPop = gfeOfPop;
    this.#servicePolicy = servicePolicy;
    this.#memberChoice = memberChoice;
    this.#keepsClientAddress = keepsClientAddress;
  }

  get servicePolicy(): ServicePolicy {
    return this.#servicePolicy;
  }

  /** The 32 bits by which the service policy picks for a connection. */
  zoneChoiceOf(row: number): number {
    return this.#keepsClientAddress ? this.#connections.clientHash(row) : this.#connections.choice(row);
  }

  /**
   * The second-layer GFE that the first layer of a PoP uses for a new connection; NO_GFE
   * when none takes connections. Hot.
   */
  gfeFor(servingPop: number): number {
    return this.#gfeOfPop.of(servingPop);
  }

  /** Picks the member of a new connection, or NO_MEMBER when its GFE knows of no eligible backend. Hot. */
  pickMember(row: number): number {
    const connections = this.#connections;
    // Signed: half of all unsigned words would be boxed on their way to a policy.
    const choice = connections.choice(row) | 0;
    const affinityHash = (this.#keepsClientAddress ? connections.clientHash(row) : connections.flowHash(row)) | 0;
    // With session affinity the client chooses the zone as well: in another zone it would meet another member.
    const zoneChoice = this.#keepsClientAddress ? affinityHash : choice;
    const backend = this.#servicePolicy.pick(this.#gfes.views[connections.secondLayerGfe(row)]!, zoneChoice);
    if (backend === NO_BACKEND) return NO_MEMBER;
    return this.#memberChoice.pick(connections.secondLayerGfe(row), backend, affinityHash, choice);
  }
}
