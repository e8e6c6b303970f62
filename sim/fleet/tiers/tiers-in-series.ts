/**
 * Tiers in series for a run: each with its front, its servers at every site and its exit, from the callers'
 * side to what lies behind the last.
 *
 * A site is whatever has servers of its own of every tier: a region of a chain, or one member of a backend.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import type { Duration } from '../../kernel/time.ts';
import type { ResolvedServers } from '../../scenario/resolved-chain.ts';
import type { EventTier } from '../../tiers/event-tier.ts';
import type { Caller } from '../../tiers/hop.ts';
import { PooledFront } from '../../tiers/pooled-front.ts';
import type { Front } from '../../tiers/server-end.ts';
import type { BusyCores } from '../../tiers/shared-cores.ts';
import type { ThreadTier } from '../../tiers/thread-tier.ts';
import type { TierUsage } from '../../tiers/tier-usage.ts';
import type { Journeys } from './journeys.ts';
import { makeTier } from './make-tier.ts';
import type { Onward } from './onward.ts';
import { PooledTier } from './pooled-tier.ts';
import { TierExit } from './tier-exit.ts';
import { TierServers } from './tier-servers.ts';

export interface SeriesContext {
  readonly kernel: Kernel;
  readonly streams: RandomStreams;
  /** In order of the way in; at least one. */
  readonly tiers: readonly ResolvedServers[];
  /** Before the names of events and streams, so that two series differ in them. */
  readonly namePrefix: string;
  readonly siteCount: number;
  readonly journeys: Journeys;
  /** [formCount] of a tier, by its place: outcome of its own answer to a form, or HANDS_ON. */
  readonly ownAnswersOf: (place: number) => Uint8Array;
  /**
   * How long a tier waits for a server of the next one whose host does not answer; `null`:
   * no server of a site fails alone.
   */
  readonly connectTimeout: Duration | null;
  /** Whoever takes down the busy cores of a tier's servers, so many at each site; by default nobody. */
  readonly coresOf?: (serverCount: number, perSite: number) => BusyCores | null;
}

/** A tier that is in place. */
export interface PlacedTier<First extends Front> {
  /** Begins the names of its events. */
  readonly name: string;
  readonly settings: ResolvedServers;
  readonly servers: TierServers;
  readonly front: First | PooledFront;
  readonly made: ThreadTier | EventTier;
  readonly usage: TierUsage;
}

/**
 * In order of the way in.
 *
 * @param firstFront makes what callers of the first tier meet; `name` begins the names of its events
 * @param endFor makes what lies behind the last tier, which is told of its answers
 */
export function placeTiers<First extends Front>(
  context: SeriesContext,
  firstFront: (name: string, tier: ResolvedServers, serverCount: number) => First,
  endFor: (last: Caller) => Onward,
): readonly PlacedTier<First>[] {
  const { kernel, streams, tiers, namePrefix, siteCount, journeys, ownAnswersOf, connectTimeout } = context;
  let caller: Caller | null = null;
  const placed = tiers.map((tier) => {
    const servers = new TierServers(
      siteCount,
      tier.servers,
      (server) => pooled === null || pooled.faults.serves(server),
    );
    const name = `${namePrefix}${tier.id}`;
    // A caller asks the next server when one is of no use (nginx, `proxy_next_upstream`; Apache,
    // mod_proxy_balancer), each once.
    const passOn = (server: number): number => servers.passOn(server, kernel.now);
    const callers = connectTimeout === null ? undefined : { connectTimeout, passOn, triesMax: servers.perSite };
    const pooled: PooledFront | null =
      caller === null ? null : new PooledFront(kernel, `${name}.front`, servers.count, tier.backlog, caller, callers);
    const front = pooled ?? firstFront(`${name}.front`, tier, servers.count);
    const cores = context.coresOf?.(servers.count, servers.perSite) ?? null;
    const made = makeTier(kernel, streams, name, tier, front, servers.count, cores);
    caller = made;
    return { name, tier, servers, front, made, entrance: pooled && new PooledTier(kernel, pooled, servers, journeys) };
  });
  placed.forEach(({ name, servers, front, made }, place) => {
    const behind = placed[place + 1]?.entrance ?? endFor(made);
    const ownAnswers = ownAnswersOf(place);
    made.proxyTo(new TierExit(kernel, name, front.connections, journeys, servers, ownAnswers, behind, made));
  });
  return placed.map(({ name, tier, servers, front, made }) => {
    return { name, settings: tier, servers, front, made, usage: made.usage };
  });
}
