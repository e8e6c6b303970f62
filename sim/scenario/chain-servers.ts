/**
 * The servers of a chain's tiers, one by one, as events name them: `europe-west1/apache/3`; those of the chain that a
 * rollout moves clients to, `new/europe-west1/apache/3`. Servers of a tier count from 0 in each region.
 */
import { hasServers, type ResolvedChain } from './resolved-chain.ts';

export interface ChainServer {
  readonly name: string;
  /** 0, or 1 for the chain of `rolloutTo`. */
  readonly side: number;
  /** Tier, among those of the chain that have servers. */
  readonly place: number;
  /** Within the tier: region by region. */
  readonly server: number;
}

/**
 * In order of chains, tiers, regions and numbers.
 *
 * @param regionIds where the chain stands, in order of the world
 */
export function chainServers(chain: ResolvedChain, regionIds: readonly string[]): ChainServer[] {
  const sides = chain.rolloutTo === null ? [chain] : [chain, chain.rolloutTo];
  return sides.flatMap(({ tiers }, side) =>
    tiers.filter(hasServers).flatMap(({ id, servers }, place) =>
      regionIds.flatMap((regionId, site) =>
        Array.from({ length: servers }, (_, number) => ({
          name: `${side === 0 ? '' : 'new/'}${regionId}/${id}/${number}`,
          side,
          place,
          server: site * servers + number,
        })),
      ),
    ),
  );
}
