/**
 * The steps of a trail at the edge: which PoP BGP delivered the packets to, which one geo-IP has serve them, and what
 * ECMP and the lookup table of that PoP made of the flow.
 */
import type { ConnectionStore } from '../../../fleet/connection-store.ts';
import { toMs } from '../../../kernel/time.ts';
import type { ReasonName } from '../../../metrics/trail/reasons.ts';
import type { PassedOver, TrailStep } from '../../../metrics/trail/trail.ts';
import type { World } from '../../../world/world.ts';
import { NO_POP } from '../../parts/paths.ts';
import type { ClientRoutes, PopState } from '../client-routes.ts';
import { NO_GFE } from '../lookup-tables.ts';
import type { MaglevTier } from '../maglev-tier.ts';

/** PoPs that are told of beyond the one that was chosen: enough to see what comes next. */
const NEXT_SHOWN = 2;
/** Candidates that one step tells of at most. */
const MOST_SHOWN = 12;

export function ingressStep(world: World, routes: ClientRoutes, network: number, chosen: number): TrailStep {
  const popCount = world.pops.length;
  const order = [...world.preference.subarray(network * popCount, (network + 1) * popCount)];
  const rttMs = (pop: number): number => toMs(world.networkPopRttUs[network * popCount + pop]!);
  const isStale = chosen !== NO_POP && !announces(routes.stateOf(chosen));
  const rank = order.indexOf(chosen);
  const shown = chosen === NO_POP ? order : order.slice(0, rank + 1 + NEXT_SHOWN);
  const passedOver = shown
    .filter((pop) => pop !== chosen)
    .map((pop): PassedOver => {
      const isBefore = chosen === NO_POP || order.indexOf(pop) < rank;
      return {
        name: world.pops[pop]!.id,
        reason: ingressReason(routes.stateOf(pop), isBefore),
        facts: { rttMs: rttMs(pop) },
      };
    });
  return {
    stage: 'ingress',
    chosen: chosen === NO_POP ? null : world.pops[chosen]!.id,
    reason: chosen === NO_POP ? 'noneAnnounces' : isStale ? 'staleRoute' : 'mostPreferred',
    facts: chosen === NO_POP ? {} : { rttMs: rttMs(chosen), preference: rank + 1, popCount },
    passedOver: passedOver.slice(0, MOST_SHOWN),
    leftOutCount: popCount - 1 - Math.min(passedOver.length, MOST_SHOWN) + (chosen === NO_POP ? 1 : 0),
  };
}

function announces({ isWithdrawn, isFaulty, hasMachines }: PopState): boolean {
  return !isWithdrawn && !isFaulty && hasMachines;
}

function ingressReason(state: PopState, isBefore: boolean): ReasonName {
  if (!state.isOfService) return 'otherRegion';
  if (state.isFaulty) return 'popDown';
  if (!state.hasMachines) return 'noMachines';
  if (state.isWithdrawn) return 'withdrawn';
  return isBefore ? 'notConverged' : 'lessPreferred';
}

/** @param pathKm from the metro to each PoP, by the cables */
export function servingStep(
  world: World,
  routes: ClientRoutes,
  metro: number,
  ingress: number,
  chosen: number,
  pathKm: Float64Array,
): TrailStep {
  if (routes.isRegional) return regionalServingStep(world, routes, ingress, chosen);
  const popCount = world.pops.length;
  const order = [...world.geoIpOrder.subarray(metro * popCount, (metro + 1) * popCount)];
  const rank = chosen === NO_POP ? popCount : order.indexOf(chosen);
  const shown = order.slice(0, rank + 1 + NEXT_SHOWN).filter((pop) => pop !== chosen);
  const passedOver = shown.map((pop): PassedOver => {
    const reason = order.indexOf(pop) > rank ? 'fartherPop' : servingReason(routes.stateOf(pop));
    return { name: world.pops[pop]!.id, reason, facts: { distanceKm: Math.round(pathKm[pop]!) } };
  });
  const isReached = chosen !== NO_POP && ingress !== NO_POP;
  return {
    stage: 'serving',
    chosen: chosen === NO_POP ? null : world.pops[chosen]!.id,
    reason: chosen === NO_POP ? 'noneServes' : isReached ? 'nearestPop' : 'wouldServe',
    facts: {
      ...(chosen !== NO_POP && { distanceKm: Math.round(pathKm[chosen]!) }),
      ...(isReached && { fromIngressMs: toMs(world.popPopRttUs[ingress * popCount + chosen]!) }),
    },
    passedOver: passedOver.slice(0, MOST_SHOWN),
    leftOutCount: popCount - Math.min(passedOver.length, MOST_SHOWN) - (chosen === NO_POP ? 0 : 1),
  };
}

/** Standard tier: no geo-IP. */
function regionalServingStep(world: World, routes: ClientRoutes, ingress: number, chosen: number): TrailStep {
  const isForwarded = ingress !== NO_POP && ingress !== chosen;
  return {
    stage: 'serving',
    chosen: chosen === NO_POP ? null : world.pops[chosen]!.id,
    reason: chosen === NO_POP ? 'noneServes' : isForwarded ? 'nextOfRegion' : 'whereItCameIn',
    facts:
      isForwarded && chosen !== NO_POP
        ? { fromIngressMs: toMs(world.popPopRttUs[ingress * world.pops.length + chosen]!) }
        : {},
    passedOver: isForwarded
      ? [{ name: world.pops[ingress]!.id, reason: servingReason(routes.stateOf(ingress)), facts: {} }]
      : [],
    leftOutCount: 0,
  };
}

function servingReason({ isFaulty, hasMachines }: PopState): ReasonName {
  if (isFaulty) return 'popDown';
  return hasMachines ? 'noFrontEnds' : 'noMachines';
}

/** The Maglev machine of a flow that has just been forwarded. */
export function maglevStep(
  world: World,
  tier: MaglevTier,
  connections: ConnectionStore,
  row: number,
  pop: number,
): TrailStep {
  const { bucket, bucketCount, machineCount, machinesDown } = tier.lookupOf(row, pop);
  const id = (number: number): string => `${world.pops[pop]!.id}/${number}`;
  return {
    stage: 'maglev',
    chosen: id(connections.maglevMachine(row)),
    reason: 'ecmpBucket',
    facts: { bucket, bucketCount, machineCount, machinesUp: machineCount - machinesDown.length },
    passedOver: machinesDown.map((number): PassedOver => ({ name: id(number), reason: 'machineDown', facts: {} })),
    leftOutCount: machineCount - machinesDown.length - 1,
  };
}

/** The Maglev machine and the first-layer GFE of a flow that has just been forwarded. */
export function forwardSteps(
  world: World,
  tier: MaglevTier,
  connections: ConnectionStore,
  row: number,
  pop: number,
  isAnswered: boolean,
): TrailStep[] {
  const lookup = tier.lookupOf(row, pop);
  const { slot, tableSize } = lookup;
  const id = (number: number): string => `${world.pops[pop]!.id}/${number}`;
  const gfe = connections.firstLayerGfe(row);
  const isRemembered = connections.isRemembered(row);
  const gfes = Array.from({ length: tier.frontEnds.count }, (_, number) => number);
  return [
    maglevStep(world, tier, connections, row, pop),
    {
      stage: 'frontEnd',
      chosen: gfe === NO_GFE ? null : id(gfe),
      reason: gfe === NO_GFE ? 'noFrontEndInTable' : frontEndReason(isAnswered, isRemembered),
      facts: { slot, tableSize, isRemembered },
      passedOver: gfes
        .filter((number) => !lookup.gfesInTable.has(number))
        .map((number): PassedOver => ({ name: id(number), reason: 'notInTable', facts: {} })),
      leftOutCount: gfes.filter((number) => number !== gfe && lookup.gfesInTable.has(number)).length,
    },
  ];
}

function frontEndReason(isAnswered: boolean, isRemembered: boolean): ReasonName {
  if (!isAnswered) return 'frontEndDown';
  return isRemembered ? 'lookupSlot' : 'lookupForgotten';
}
