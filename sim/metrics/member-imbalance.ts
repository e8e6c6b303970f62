/**
 * How unevenly the members of a backend share its connections: coefficient of variation over
 * its members, after the warm-up.
 *
 * Only members that were there all the measured time are compared: one that came late has had less. Members of
 * different zonal backends are never compared: regions differ in demand. Over all backends it is the mean weighted by
 * connections; a backend with a single member has nothing to be uneven about and is left out.
 */
import { coefficientOfVariation, peakToMean } from '../stats/imbalance.ts';
import type { Places } from './experiment-result.ts';
import type { MemberRecord } from './run-record.ts';

/**
 * The busiest member over the mean of all, whatever their backends: how far the fleet is from sharing the work alike.
 * Regions differ in demand, so a design that keeps clients near cannot be even here. null with fewer than two members
 * that were there all the measured time, or without connections.
 */
export function fleetPeakToMean({ established, isPartTime }: MemberRecord): number | null {
  const loads = [...established].filter((_, slot) => isPartTime[slot] === 0);
  return loads.length < 2 ? null : peakToMean(loads);
}

/** One for each zonal backend; null with fewer than two members or without connections. */
export function backendImbalances(members: MemberRecord, places: Places): (number | null)[] {
  return loadsByBackend(members, places).map((loads) => (loads.length < 2 ? null : coefficientOfVariation(loads)));
}

/** Weighted mean over backends; null where none has an imbalance. */
export function overallImbalance(members: MemberRecord, places: Places): number | null {
  return weightedOverBackends(loadsByBackend(members, places), coefficientOfVariation);
}

/**
 * Mean of a measure of unevenness within backends, weighted by their connections; null where none has it.
 *
 * @param loads [backendCount][memberCount]
 */
export function weightedOverBackends(
  loads: readonly (readonly number[])[],
  measure: (loads: readonly number[]) => number | null,
): number | null {
  let weighted = 0;
  let connections = 0;
  for (const ofMembers of loads) {
    const unevenness = ofMembers.length < 2 ? null : measure(ofMembers);
    if (unevenness === null) continue;
    const weight = ofMembers.reduce((sum, load) => sum + load, 0);
    weighted += unevenness * weight;
    connections += weight;
  }
  return connections === 0 ? null : weighted / connections;
}

/** Where the members of each zonal backend stand in a member array: [first, end). */
export function memberRanges(places: Places): { readonly first: number; readonly end: number }[] {
  let next = 0;
  return places.backends.map(({ slotCount }) => {
    const first = next;
    next += slotCount;
    return { first, end: next };
  });
}

function loadsByBackend(members: MemberRecord, places: Places): number[][] {
  return memberRanges(places).map(({ first, end }) => {
    return [...members.established.subarray(first, end)].filter((_, slot) => members.isPartTime[first + slot] === 0);
  });
}
