/**
 * From an event's selector to the model's indexes: members, zonal backends or PoPs.
 */
import type { FleetPlan } from '../fleet/fleet-plan.ts';
import { assert } from '../kernel/assert.ts';
import type { ResolvedEvent } from '../scenario/resolved-scenario.ts';
import type { World } from '../world/world.ts';

export interface EventTargets {
  readonly members: readonly number[];
  readonly backends: readonly number[];
  readonly pops: readonly number[];
}

/** Indexes that the event touches; a design that lacks a backend of the selector is simply not touched there. */
export function eventTargets(event: ResolvedEvent, plan: FleetPlan, world: World): EventTargets {
  const { kind, ids } = event.target;
  if (kind === 'pop') {
    const pops = ids.map((id) => world.pops.findIndex((pop) => pop.id === id));
    assert(!pops.includes(-1), `event ${event.id} names a PoP that the world lacks`);
    return { members: [], backends: [], pops };
  }
  const backends = plan.backends.flatMap((backend, index) => {
    const id = {
      region: world.regions[backend.regionIndex]!.id,
      zone: backend.zone,
      backend: backend.backendId,
      member: backend.id,
    }[kind];
    const isNamed = kind === 'member' || ids.includes(id);
    return isNamed && backend.memberCount > 0 ? [index] : [];
  });
  const members = backends.flatMap((index) => {
    const { id, backendId, firstMember, memberCount } = plan.backends[index]!;
    const all = Array.from({ length: memberCount }, (_, number) => number);
    const isChosen = (number: number): boolean =>
      ids.includes(`${id}/${number}`) || ids.includes(`${backendId}/${number}`);
    const chosen = kind === 'member' ? all.filter(isChosen) : all;
    return chosen.map((number) => firstMember + number);
  });
  return { members, backends: kind === 'member' ? [] : backends, pops: [] };
}
