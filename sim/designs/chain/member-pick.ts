/**
 * The member that a request of the last tier gets: among those of its region that health checks hold to be healthy and
 * whose backend is neither draining nor out of the service.
 *
 * A zonal backend is chosen by how many healthy members it has, the member by the service's locality policy. How many
 * those are is a table, made anew at the next request when health or configuration have changed (`Revision`).
 */
import { NO_MEMBER } from '../../fleet/connection-store.ts';
import type { KnownConfiguration } from '../../fleet/known-configuration.ts';
import type { SharedKnowledge } from '../../fleet/shared-knowledge.ts';
import type { Journeys } from '../../fleet/tiers/journeys.ts';
import { pinned } from '../../kernel/pinned.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import type { MemberChoice } from '../anycast-proxy/member-choice.ts';

/** So that the backend's draw is not the member's. */
const ROTATION = 0x9e3779b9;
const NEVER = -1;

export interface MemberPickParts {
  readonly journeys: Journeys;
  /** [regionCount] zonal backends. */
  readonly backendsOfRegion: readonly Int32Array[];
  readonly knowledge: Pick<SharedKnowledge, 'healthyCount' | 'revision'>;
  readonly known: KnownConfiguration;
  readonly memberChoice: MemberChoice;
  /** Session affinity CLIENT_IP: the client's address decides, not the connection. */
  readonly keepsClientAddress: boolean;
}

export class MemberPick {
  readonly #parts: MemberPickParts;
  /** [regionCount + 1] place of a region's first zonal backend in those of all regions, one region after the other. */
  readonly #first: Int32Array;
  /**
   * [backendCount] the backend at a place, and the members that may be picked, of it and those before it in its region.
   */
  readonly #backendAt: Int32Array;
  readonly #upTo: Int32Array;
  #madeAt = NEVER;

  constructor(parts: MemberPickParts) {
    this.#parts = parts;
    const { backendsOfRegion } = parts;
    this.#first = pinned(new Int32Array(backendsOfRegion.length + 1));
    backendsOfRegion.forEach(({ length }, region) => {
      this.#first[region + 1] = this.#first[region]! + length;
    });
    this.#backendAt = pinned(Int32Array.from(backendsOfRegion.flatMap((backends) => [...backends])));
    this.#upTo = pinned(new Int32Array(this.#backendAt.length));
  }

  /** A member of a region for a journey, or NO_MEMBER. Hot. */
  pick(region: number, journey: number): number {
    const { journeys, knowledge, memberChoice, keepsClientAddress } = this.#parts;
    if (knowledge.revision.number !== this.#madeAt) this.#make();
    const upTo = this.#upTo;
    const end = this.#first[region + 1]!;
    let at = this.#first[region]!;
    const total = at === end ? 0 : upTo[end - 1]!;
    if (total === 0) return NO_MEMBER;
    const { work } = journeys;
    // Signed: half of all unsigned words would be boxed on their way to a policy.
    const affinityHash = (keepsClientAddress ? work.clientHash(journey) : work.flowHash(journey)) | 0;
    const choice = work.choice(journey) | 0;
    const spread = keepsClientAddress ? affinityHash : choice;
    const place = ((Math.imul(spread, ROTATION) >>> 0) / TWO_POW_32) * total;
    while (place >= upTo[at]!) at++;
    return memberChoice.pick(0, this.#backendAt[at]!, affinityHash, choice);
  }

  #make(): void {
    const { backendsOfRegion, knowledge, known } = this.#parts;
    this.#madeAt = knowledge.revision.number;
    let at = 0;
    for (const backends of backendsOfRegion) {
      let total = 0;
      for (const backend of backends) {
        const isOpen = known.isInService[backend] === 1 && known.isDraining[backend] === 0;
        if (isOpen) total += knowledge.healthyCount[backend]!;
        this.#upTo[at++] = total;
      }
    }
  }
}
