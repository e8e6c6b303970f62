/**
 * What the log says of an event that strikes things by name. A selector names what any design of the scenario has; each
 * row of the log names what its own design has of it.
 */
import type { FleetPlan } from '../fleet/fleet-plan.ts';
import { secondLayerSites } from '../fleet/second-layer-sites.ts';
import { balancerIndex } from '../scenario/resolved-redirect.ts';
import type { ResolvedDesign, ResolvedEvent } from '../scenario/resolved-scenario.ts';
import type { World } from '../world/world.ts';
import { tierServerNames } from './event-targets.ts';

/** Of one event in one design. */
export interface StrikeText {
  readonly begin: string;
  /** `null` where it strikes nothing, so that nothing ends. */
  readonly end: string | null;
}

/**
 * @param event one that strikes things: those that befall a service or a front end as a whole have words of their own
 */
export function strikeText(event: ResolvedEvent, plan: FleetPlan, world: World, design: ResolvedDesign): StrikeText {
  const { action, target, capacityScaler, weight, members, faultWay, cutOff } = event;
  const names = target.ids.filter(hasName(event, plan, world, design));
  const cutOffHere = cutOff?.filter((name) => isBalancerOf(design, name)) ?? null;
  if (names.length === 0 || cutOffHere?.length === 0)
    return { begin: `${action} ${target.kind}: this design has none of those named`, end: null };
  const scaler = capacityScaler === null ? '' : ` capacityScaler ${capacityScaler}`;
  const weighed = weight === null ? '' : ` weight ${weight}`;
  const way = faultWay === 'refusing' ? ' as refusing' : '';
  const sized = members === null ? '' : ` members ${members.count}`;
  const from = cutOffHere === null ? '' : ` from ${cutOffHere.join(', ')}`;
  const what = `${action} ${target.kind} ${names.join(', ')}`;
  return { begin: `${what}${scaler}${weighed}${sized}${way}${from}`, end: `end of ${what}` };
}

/** Whether a design has what a name of the event's target stands for. */
function hasName(
  { target: { kind } }: ResolvedEvent,
  plan: FleetPlan,
  world: World,
  design: ResolvedDesign,
): (name: string) => boolean {
  const { edge, secondLayer } = design;
  const backends = plan.backends.filter(({ isConfigured }) => isConfigured);
  const isOneOf = (names: readonly string[]): ((name: string) => boolean) => {
    const own = new Set(names);
    return (name) => own.has(name);
  };
  const numberOf = (name: string): number => Number(name.split('/').at(-1));
  switch (kind) {
    case 'service':
      return () => false;
    case 'pop':
      return () => edge.maglevMachines > 0;
    case 'maglev':
      return (name) => numberOf(name) < edge.maglevMachines;
    case 'gfe':
      return (name) => numberOf(name) < edge.gfes;
    case 'secondLayer': {
      if (secondLayer.gfesPerRegion === 0) return () => false;
      const isSite = isOneOf(secondLayerSites(design, world, plan).regions.map(({ id }) => id));
      return (name) => isSite(name.split('/')[0]!) && numberOf(name) < secondLayer.gfesPerRegion;
    }
    case 'balancer':
      return (name) => isBalancerOf(design, name);
    case 'tier':
      return isOneOf(tierServerNames(plan, world, design));
    case 'region':
      return isOneOf(backends.map(({ regionIndex }) => world.regions[regionIndex]!.id));
    case 'zone':
      return isOneOf(backends.map(({ zone }) => zone));
    case 'backend':
      return isOneOf(backends.map(({ backendId }) => backendId));
    case 'member':
      return isOneOf(
        backends.flatMap(({ id, backendId, initialMembers }) =>
          Array.from({ length: initialMembers }, (_, number) => [`${id}/${number}`, `${backendId}/${number}`]).flat(),
        ),
      );
  }
}

function isBalancerOf({ redirect }: ResolvedDesign, name: string): boolean {
  return balancerIndex(name) < (redirect?.balancers.count ?? 0);
}
