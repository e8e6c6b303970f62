/**
 * How many slots a zonal backend needs: a place for every member that can be there at a time,
 * those that still drain included.
 *
 * An upper bound: scale events start members where the wanted number grows, and a rolling
 * update starts as many as there are.
 */
import { evenShares } from '../../kernel/even-shares.ts';
import type { ResolvedBackend, ResolvedEvent } from '../../scenario/resolved-scenario.ts';

/** @param zoneNumber which of the backend's zones */
export function slotCountOf(
  backend: ResolvedBackend,
  zoneNumber: number,
  designId: string,
  events: readonly ResolvedEvent[],
): number {
  const touching = events.filter(
    ({ target, designIds }) =>
      (designIds?.includes(designId) ?? true) && isNamed(target, backend, backend.zones[zoneNumber]!.zone),
  );
  const sizes = touching.filter(({ members }) => members !== null);
  let wanted = backend.zones[zoneNumber]!.members;
  let most = wanted;
  let slots = wanted;
  for (const at of instantsOf(sizes)) {
    const inForce = sizes.findLast((event) => event.at <= at && (event.until === null || event.until > at));
    const next =
      inForce === undefined
        ? backend.zones[zoneNumber]!.members
        : membersOfZone(inForce, zoneNumber, backend.zones.length);
    slots += Math.max(0, next - wanted);
    most = Math.max(most, next);
    wanted = next;
  }
  if (backend.autoscaler !== null) {
    // As many again may be on their way out; a member that finds no slot waits for one.
    most = Math.max(most, evenShares(backend.autoscaler.maxMembers, backend.zones.length)[zoneNumber]!);
    slots = Math.max(slots, 2 * most);
  }
  // An update may have as many new members there as old ones, all of which may still be on their way out.
  return slots + touching.filter(({ rollingUpdate }) => rollingUpdate !== null).length * most;
}

/**
 * What an event that sets the number of members wants of one zone of a backend: all of it where it
 * names the zone, else an even share.
 */
export function membersOfZone({ members, target }: ResolvedEvent, zoneNumber: number, zoneCount: number): number {
  return target.kind === 'zone' ? members!.count : evenShares(members!.count, zoneCount)[zoneNumber]!;
}

/** Whether an event of backends names this zone of a backend. */
function isNamed({ kind, ids }: ResolvedEvent['target'], { id, region }: ResolvedBackend, zone: string): boolean {
  return (
    (kind === 'backend' && ids.includes(id)) ||
    (kind === 'region' && ids.includes(region)) ||
    (kind === 'zone' && ids.includes(zone))
  );
}

function instantsOf(events: readonly ResolvedEvent[]): number[] {
  const instants = events.flatMap(({ at, until }) => (until === null ? [at] : [at, until]));
  return [...new Set<number>(instants)].sort((a, b) => a - b);
}
