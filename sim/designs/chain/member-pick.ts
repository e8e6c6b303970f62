/**
 * The member that a request of the last tier gets: among those of its region that health checks hold to be healthy and whose backend is neither
 * draining nor out of the service.
 *
 * A zonal backend is chosen by how many healthy members it has, the member by the service's locality policy.
 */
import { NO_MEMBER } from '../../fleet/connection-store.ts';
import type { KnownConfiguration } from '../../fleet/known-configuration.ts';
import type { Journeys } from '../../fleet/tiers/journeys.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import type { MemberChoice } from '../anycast-proxy/member-choice.ts';

/** So that the backend's draw is not the member's. */
const ROTATION = 0x9e3779b9;

export interface MemberPickParts {
  readonly journeys: Journeys;
  /** [regionCount] zonal backends. */
  readonly backendsOfRegion: readonly Int32Array[];
  /** [backendCount], kept up to date. */
  readonly healthyCount: Int32Array;
  readonly known: KnownConfiguration;
  readonly memberChoice: MemberChoice;
  /** Session affinity CLIENT_IP: the client's address decides, not the connection. */
  readonly keepsClientAddress: boolean;
}

export function pickMember(parts: MemberPickParts, region: number, journey: number): number {
  const { journeys, backendsOfRegion, healthyCount, memberChoice, keepsClientAddress } = parts;
  const { work } = journeys;
  const backends = backendsOfRegion[region]!;
  let total = 0;
  for (let i = 0; i < backends.length; i++) if (isOpen(parts, backends[i]!)) total += healthyCount[backends[i]!]!;
  if (total === 0) return NO_MEMBER;
  // Signed: half of all unsigned words would be boxed on their way to a policy.
  const affinityHash = (keepsClientAddress ? work.clientHash(journey) : work.flowHash(journey)) | 0;
  const spread = keepsClientAddress ? affinityHash : work.choice(journey);
  let left = Math.floor(((Math.imul(spread, ROTATION) >>> 0) / TWO_POW_32) * total);
  for (let i = 0; i < backends.length; i++) {
    const backend = backends[i]!;
    if (!isOpen(parts, backend)) continue;
    left -= healthyCount[backend]!;
    if (left < 0) return memberChoice.pick(0, backend, affinityHash, work.choice(journey) | 0);
  }
  return NO_MEMBER;
}

function isOpen({ known }: MemberPickParts, backend: number): boolean {
  return known.isInService[backend] === 1 && known.isDraining[backend] === 0;
}
