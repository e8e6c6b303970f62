/**
 * Why a zonal backend was picked or passed over: from the view's own predicates and from what
 * the policy makes of that view.
 *
 * In the order in which a reader should hear it: what the GFE cannot know, what configuration forbids, what health
 * forbids, what load forbids, and only then what the policy prefers.
 */
import { hasRoom } from '../../../fleet/backend-view.ts';
import { type FleetView, isEligible } from '../../../fleet/fleet-view.ts';
import type { ReasonName } from '../../../metrics/trail/reasons.ts';
import { NO_BACKEND } from '../../../policies/service/service-policy.ts';
import { measureFill } from '../../../policies/service/weighted-choice.ts';
import { knowsEligible } from '../failure-to-pick.ts';

/** At and below their target capacity. */
const FULL = 1;

/** What is known of one pick. */
export interface Pick {
  readonly view: FleetView;
  /** NO_BACKEND: none. */
  readonly picked: number;
  /** Whose preferences are not known. */
  readonly isOwnPolicy: boolean;
  /** Session affinity: the client's address is hashed for the zone, where else each connection draws. */
  readonly isByClient: boolean;
  /**
   * [backendCount] share of new connections that the policy would send to each on this
   * view; `null`: it cannot be asked.
   */
  readonly shares: Float64Array | null;
  /** What the policy would have picked without its preference for the GFE's own zone. */
  readonly pickedWithoutZone: number;
  /** [backendCount] false for a backend that only other designs have. */
  readonly isConfigured: readonly boolean[];
  /** [backendCount] the capacity that is configured, whatever holds it at nothing. */
  readonly configuredCapacity: readonly number[];
}

/** Place of a backend's region in the order in which the GFE goes, from 0; -1 where it does not know it. */
export function rankOf(view: FleetView, backend: number): number {
  return view.knownRegions.findIndex((region) => view.backendsOfRegion[region]!.includes(backend));
}

/** Why the one that was picked was picked. */
export function pickedReason({ view, picked, shares, pickedWithoutZone, isOwnPolicy, isByClient }: Pick): ReasonName {
  if (isOwnPolicy) return picked === NO_BACKEND ? 'ownPolicyNone' : 'ownPolicy';
  if (picked === NO_BACKEND) return knowsEligible(view) ? 'isolatedFromRest' : 'noneEligible';
  if (!hasRoom(view, picked, FULL)) return 'leastOverfilled';
  if (pickedWithoutZone !== picked) return 'zonePreferred';
  if (shares![picked]! > 1 - 1e-9) return 'onlyChoice';
  return isByClient ? 'clientHashed' : 'wonTheDraw';
}

/** Why another one was not. */
export function passedOverReason(pick: Pick, backend: number): ReasonName {
  const { view, shares, isConfigured, isOwnPolicy, isByClient } = pick;
  if (isUnknown(pick, backend)) return 'unknownToGfe';
  if (!isConfigured[backend]) return 'notInDesign';
  if (view.isInService[backend] === 0) return 'detached';
  if (view.memberCount[backend] === 0) return 'noMembers';
  if (view.isDraining[backend] === 1) return 'draining';
  if (view.capacity[backend]! <= 0) return pick.configuredCapacity[backend]! > 0 ? 'autoDrained' : 'scalerZero';
  if (!isEligible(view, backend)) return 'noHealthyMember';
  if (isOwnPolicy) return 'ownPolicyPassed';
  if (pick.pickedWithoutZone === backend) return 'otherZone';
  if (shares![backend]! > 0) {
    if (isBelowThreshold(view, backend)) return 'belowThreshold';
    return isByClient ? 'clientHashedElsewhere' : 'lostTheDraw';
  }
  if (isIsolatedFrom(pick, backend)) return 'isolated';
  if (isAfterPreferred(pick, backend)) return 'preferredFirst';
  return hasRoom(view, backend, FULL) ? reasonDespiteRoom(pick, backend) : reasonWithoutRoom(pick, backend);
}

/** A policy that sends connections beyond what the GFE knows goes by all of the world. */
function isUnknown({ view, shares }: Pick, backend: number): boolean {
  if (rankOf(view, backend) >= 0 || shares === null) return false;
  return !shares.some((share, other) => share > 0 && rankOf(view, other) < 0);
}

/** So few of its members are healthy that it passes on a share of what it would get. */
function isBelowThreshold({ healthyCount, memberCount, failoverThreshold }: FleetView, backend: number): boolean {
  return healthyCount[backend]! < memberCount[backend]! * failoverThreshold;
}

function isIsolatedFrom({ view, picked }: Pick, backend: number): boolean {
  if (view.isolationMode === 'NONE') return false;
  return picked === NO_BACKEND || rankOf(view, backend) !== rankOf(view, picked);
}

function isAfterPreferred({ view, picked }: Pick, backend: number): boolean {
  return picked !== NO_BACKEND && view.isPreferred[picked]! > view.isPreferred[backend]!;
}

function reasonDespiteRoom({ view, picked }: Pick, backend: number): ReasonName {
  if (picked === NO_BACKEND) return 'noShare';
  if (rankOf(view, backend) > rankOf(view, picked)) return 'fartherThanRoom';
  return view.isNearestZone[picked] === 1 && view.isNearestZone[backend] === 0 ? 'otherZone' : 'noShare';
}

function reasonWithoutRoom({ view, picked }: Pick, backend: number): ReasonName {
  if (picked === NO_BACKEND || hasRoom(view, picked, FULL)) return 'noRoom';
  const mean = new Float64Array(1);
  measureFill(mean, view, 0, view.knownRegions.length);
  if (view.load[backend]! / view.capacity[backend]! > mean[0]!) return 'fullerThanMean';
  return rankOf(view, backend) > rankOf(view, picked) ? 'fartherOverfilled' : 'noShare';
}
