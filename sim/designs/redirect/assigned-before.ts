/** Those who are clients when the run begins have asked a balancer some time before it: each one in turn, and each lease is as old as may be. */
import { clientHash } from '../../traffic/metro-clients.ts';
import type { DesignContext } from '../design-run.ts';
import { NO_SERVER } from './client-memory.ts';
import type { RedirectParts } from './redirect-parts.ts';

/** @param leaseUs `null`: leases are perpetual */
export function assignBefore(
  { world, population, streams }: DesignContext,
  { memory, choice, balancers, names }: RedirectParts,
  leaseUs: number | null,
): void {
  const chance = streams.stream('assigned-before');
  for (let network = 0; network < world.networks.length; network++) {
    const first = population.firstClientOf(network);
    for (let client = first; client < first + population.countOf(network); client++) {
      const hash = clientHash(network, client - first);
      const server = choice.pick(client % balancers.count, network, hash, chance.uint32());
      if (server === NO_SERVER) continue;
      memory.remember(client, server, (leaseUs ?? 0) * chance.uniform());
      names.heldBefore(client);
    }
  }
}
