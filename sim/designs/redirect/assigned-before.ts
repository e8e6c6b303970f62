/**
 * Those who are clients when the run begins have asked a balancer some time before it: each one in turn, and
 * each lease is as old as may be.
 */
import { clientHash } from '../../traffic/metro-clients.ts';
import type { DesignContext } from '../design-run.ts';
import { NO_SERVER } from './client-memory.ts';
import type { RedirectParts } from './redirect-parts.ts';

/** @param leaseUs `null`: leases are perpetual */
export function assignBefore(
  { world, population, streams }: DesignContext,
  { assignments, choice, balancers, names }: Pick<RedirectParts, 'assignments' | 'choice' | 'balancers' | 'names'>,
  leaseUs: number | null,
): void {
  const chance = streams.stream('assigned-before');
  for (let network = 0; network < world.networks.length; network++) {
    const first = population.firstClientOf(network);
    for (let client = first; client < first + population.countOf(network); client++) {
      const hash = clientHash(network, client - first);
      const balancer = client % balancers.count;
      const server = choice.pick(balancer, network, hash, chance.uint32(), 0);
      if (server === NO_SERVER) continue;
      assignments.remember(client, balancer, server, (leaseUs ?? 0) * chance.uniform());
      names.heldBefore(client, server);
    }
  }
}
