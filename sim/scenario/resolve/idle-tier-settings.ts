/**
 * Warnings about settings of tiers, a chain's or a member's, that are sound and do nothing where the tier
 * stands, or that say something else than its hop: what a server does with the connections of clients it does
 * only where clients connect to it.
 */
import type { HopSettings } from '../../requests/hop-settings.ts';
import type { Reporter } from '../document/reporter.ts';
import { hasServers, type ResolvedServers, type ResolvedTier } from '../resolved-chain.ts';
import { listWords } from '../suggest.ts';
import { type ClientSettings, USUAL_CLIENT_SETTINGS } from './chain-tier.ts';

/**
 * Of the server's end of clients' connections: callers with a pool have theirs open, and requests come whole on them.
 */
const OF_CLIENTS: readonly Exclude<keyof ClientSettings, 'backlog'>[] = [
  'acceptFilter',
  'synCookies',
  'abortOnOverflow',
  'keepAliveTimeout',
  'headerTimeout',
];

/** The hops that a tier can be: what it costs and what it makes of a request are then of one server. */
const HOP_OF: Readonly<Record<ResolvedServers['kind'], HopSettings['kind']>> = {
  threadPerConnection: 'apache',
  eventDriven: 'nginx',
};

/**
 * @param tiers of one chain or one member, in order of the way in
 * @param path of the map of tiers
 */
export function warnOfIdleTierSettings(
  tiers: readonly ResolvedTier[],
  path: readonly string[],
  reporter: Reporter,
): void {
  const isProtected = tiers[0]?.kind === 'floodProtection';
  tiers.filter(hasServers).forEach((tier, place) => {
    if (place === 0 && !isProtected) return;
    const usual = USUAL_CLIENT_SETTINGS[tier.kind];
    const caller = place === 0 ? 'flood protection' : 'the tier before it';
    for (const key of OF_CLIENTS)
      if (tier[key] !== usual[key])
        reporter.warn([...path, tier.id, key], `${caller} has connections open to ${tier.id}: this does nothing`);
    if (place === 0 && tier.backlog !== usual.backlog)
      reporter.warn(
        [...path, tier.id, 'backlog'],
        `what ${tier.id} has no room for waits in the surgeQueue of ${tiers[0]!.id}: this does nothing`,
      );
  });
}

/**
 * @param tiers those with servers, one for each hop but the last
 * @param path where the chain is named
 */
export function warnOfForeignHops(
  tiers: readonly ResolvedServers[],
  hops: readonly HopSettings[],
  path: readonly string[],
  reporter: Reporter,
): void {
  const foreign = tiers.flatMap(({ id, kind }, place) => {
    const hop = hops[place]!;
    return hop.kind === HOP_OF[kind] ? [] : [`${hop.name} is ${hop.kind}, ${id} is ${kind}`];
  });
  if (foreign.length === 0) return;
  const advice = 'requests are read as the hop says and cost what the tier says; make both one server';
  reporter.warn(path, `${listWords(foreign, 'and')}: ${advice}`);
}
