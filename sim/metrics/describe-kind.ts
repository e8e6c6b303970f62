/**
 * What a design without a service policy does, in a few words; designs that pick a backend for each
 * connection are told by their policy.
 */
import { toMs } from '../kernel/time.ts';
import type { ResolvedChain, ResolvedTier } from '../scenario/resolved-chain.ts';
import type { ResolvedNaming } from '../scenario/resolved-naming.ts';
import type { ResolvedRedirect } from '../scenario/resolved-redirect.ts';
import type { ResolvedDesign } from '../scenario/resolved-scenario.ts';

/** The name of what chooses a server, of a chain its tiers; `null`: the service policy does. */
export function policyOf({ kind, redirect, naming, chain }: ResolvedDesign): string | null {
  if (kind === 'chain') return chain!.tiers.map(({ id }) => id).join(' > ');
  if (kind === 'dns') return naming!.answer.kind;
  return redirect === null ? null : redirect.assignment;
}

/** `null` where the service policy says it. */
export function describeKind({ kind, redirect, naming, chain }: ResolvedDesign): string | null {
  if (kind === 'chain') return describeChain(chain!);
  if (kind === 'dns') return describeDns(naming!);
  if (kind === 'networkPassthrough') return 'member by hash of the flow';
  return redirect === null ? null : describeRedirect(redirect);
}

/** "2 balancers (dnsRoundRobin) name a server (random); clients keep to it perpetually; servers beat every 5 s". */
function describeRedirect({ balancers, assignment, heartbeat, lease }: ResolvedRedirect): string {
  const { count, discovery, isOnServers } = balancers;
  const who = `${count} ${count === 1 ? 'balancer' : 'balancers'}${isOnServers ? ' on servers' : ''} (${discovery})`;
  const duration = lease.duration === null ? 'perpetually' : `for ${seconds(lease.duration)}`;
  return `${who} name a server (${assignment}); clients keep to it ${duration}; servers beat every ${seconds(heartbeat.interval)}`;
}

/** "one DNS name (roundRobin) has the servers' addresses; copies live 60 s; who fails stays in it". */
function describeDns({ answer, ttl, withdrawAfter }: ResolvedNaming): string {
  const failed =
    withdrawAfter === null ? 'who fails stays in it' : `who fails is taken out after ${seconds(withdrawAfter)}`;
  return `one DNS name (${answer.kind}) has the servers' addresses; copies live ${seconds(ttl)}; ${failed}`;
}

/**
 * "alb > 4 apache of 50 threads (worker) > 2 nginx of 1024 connections in each region; a rollout moves clients
 * to 2 nginx of 1024 connections".
 */
function describeChain({ tiers, rolloutTo }: ResolvedChain): string {
  const moved = rolloutTo === null ? '' : `; a rollout moves clients to ${tiersText(rolloutTo.tiers)}`;
  return `${tiersText(tiers)} in each region${moved}`;
}

function tiersText(tiers: readonly ResolvedTier[]): string {
  return tiers.map(tierText).join(' > ');
}

function tierText(tier: ResolvedTier): string {
  switch (tier.kind) {
    case 'floodProtection':
      return tier.id;
    case 'threadPerConnection':
      return `${tier.servers} ${tier.id} of ${tier.workers} threads (${tier.mpm})`;
    case 'eventDriven':
      return `${tier.servers} ${tier.id} of ${tier.workerConnections} connections`;
  }
}

function seconds(us: number): string {
  return `${toMs(us) / 1_000} s`;
}
