/**
 * The steps of a trail in the forum design: what the client remembered, which balancer it asked and what that
 * chose among. Pure; reads the parts.
 */
import { ANSWERS } from '../../fleet/answer.ts';
import { toMs } from '../../kernel/time.ts';
import type { PassedOver, TrailStep } from '../../metrics/trail/trail.ts';
import type { ResolvedRedirect } from '../../scenario/resolved-redirect.ts';
import { balancerName } from '../../scenario/resolved-redirect.ts';
import type { World } from '../../world/world.ts';
import { NO_SERVER } from './client-memory.ts';
import type { RedirectParts } from './redirect-parts.ts';

export interface StepParts extends RedirectParts {
  readonly redirect: ResolvedRedirect;
  readonly world: World;
}

/** @param server that it goes by, or NO_SERVER */
export function memoryStep(parts: StepParts, client: number, network: number, server: number): TrailStep {
  const { members, memory } = parts;
  const step = { stage: 'memory', passedOver: [], leftOutCount: 0 } as const;
  if (server !== NO_SERVER) {
    const facts = { rttMs: toMs(serverRttUs(parts, network, server)), region: regionId(parts, server) };
    return { ...step, chosen: members.membership.nameOf(server), reason: 'remembered', facts };
  }
  const last = memory.lastServerOf(client);
  if (last === NO_SERVER) return { ...step, chosen: null, reason: 'toldNone', facts: {} };
  const reason = memory.hasLeft(client) ? 'leftServer' : 'leaseEnded';
  return { ...step, chosen: null, reason, facts: { server: members.membership.nameOf(last) } };
}

/** The balancer in `row` names a server, or has none. */
export function balancerStep(parts: StepParts, row: number, passedOver: readonly PassedOver[]): TrailStep {
  const { asks, balancers, connections, redirect, world, rttsUs } = parts;
  const balancer = asks.balancer[row]!;
  const rttMs = toMs(rttsUs[connections.network(row) * world.regions.length + balancers.regionOf(balancer)]!);
  const isListed = redirect.balancers.discovery === 'dnsRoundRobin';
  return {
    stage: 'balancer',
    chosen: balancerName(balancer),
    reason: isListed ? 'listedAddress' : 'holdsAddress',
    facts: { rttMs, place: asks.tryNumber[row]! + 1, addresses: balancers.count },
    passedOver,
    leftOutCount: 0,
  };
}

/** No balancer was of use. */
export function noBalancerStep(passedOver: readonly PassedOver[]): TrailStep {
  return { stage: 'balancer', chosen: null, reason: 'noBalancerAnswers', facts: {}, passedOver, leftOutCount: 0 };
}

/** What a balancer chose among, after it has chosen and noted whom it named. */
export function serverStep(parts: StepParts, balancer: number, network: number, server: number): TrailStep {
  const { choice, fleet, knowledge, members, redirect } = parts;
  const listed = choice.serversOf(balancer);
  const offCount = knowledge.memberCount.reduce((sum, count) => sum + count, 0) - listed.length;
  const passedOver: readonly PassedOver[] =
    offCount > 0
      ? [{ name: `${offCount} ${offCount === 1 ? 'server' : 'servers'}`, reason: 'offList', facts: {} }]
      : [];
  const step = { stage: 'server', passedOver, leftOutCount: 0 } as const;
  if (server === NO_SERVER) return { ...step, chosen: null, reason: 'emptyList', facts: {} };
  const told = choice.toldBy(balancer);
  const others = [...listed].filter((other) => other !== server).map((other) => told[other]!);
  return {
    ...step,
    chosen: members.membership.nameOf(server),
    reason: 'named',
    facts: {
      policy: redirect.assignment,
      listed: listed.length,
      listedDead: listed.filter((other) => fleet.answerOf(other) !== ANSWERS).length,
      told: told[server]! - 1,
      leastTold: others.length === 0 ? null : Math.min(...others),
      mostTold: others.length === 0 ? null : Math.max(...others),
      rttMs: toMs(serverRttUs(parts, network, server)),
      region: regionId(parts, server),
    },
  };
}

function serverRttUs({ rttsUs, world, fleet }: StepParts, network: number, server: number): number {
  const { regionIndex } = fleet.plan.backends[fleet.backendOf[server]!]!;
  return rttsUs[network * world.regions.length + regionIndex]!;
}

function regionId({ fleet, world }: StepParts, server: number): string {
  return world.regions[fleet.plan.backends[fleet.backendOf[server]!]!.regionIndex]!.id;
}
