/**
 * The tiers of a chain for a run: each with its front, its servers at every site and its exit, from the clients' side to the members.
 *
 * Time that a thread is held besides its processor time, and what a closing connection waits for, are as measured (docs/model/edge.md).
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import { fromSeconds } from '../../kernel/time.ts';
import {
  hasServers,
  type ResolvedChainSide,
  type ResolvedEventServers,
  type ResolvedServers,
  type ResolvedThreadServers,
} from '../../scenario/resolved-chain.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import { EventTier } from '../../tiers/event-tier.ts';
import type { AnsweredListener } from '../../tiers/hop.ts';
import { PooledFront } from '../../tiers/pooled-front.ts';
import type { Front } from '../../tiers/server-end.ts';
import { type HeldListener, TcpFront } from '../../tiers/tcp-front.ts';
import type { TcpPath } from '../../tiers/tcp-path.ts';
import { DOUBLING_SYN_GAPS_US, LINEAR_SYN_GAPS_US } from '../../tiers/tcp-timers.ts';
import { ThreadTier } from '../../tiers/thread-tier.ts';
import type { TierUsage } from '../../tiers/tier-usage.ts';
import type { FormCourses } from './form-courses.ts';
import type { Journeys } from './journeys.ts';
import type { Onward } from './onward.ts';
import { PooledTier } from './pooled-tier.ts';
import { TierExit } from './tier-exit.ts';
import { TierServers } from './tier-servers.ts';

/** Time that a request holds its thread besides, us, with none and with all threads at work (measured). */
const OVERHEAD_IDLE_US = 0;
const OVERHEAD_BUSY_US = 450;
/** How long a thread waits for its client to close (measured: 2 s). */
const LINGERING_TIMEOUT_US = fromSeconds(2);
/** Connections that an nginx worker keeps for itself: its listening socket and the channel to the master (measured). */
const OWN_CONNECTIONS = 2;
/** From a slow client's answer to its next request, us: assumption, as of the load generator of the measurements. */
const ASK_AGAIN_US = fromSeconds(1);

export interface TiersContext {
  readonly kernel: Kernel;
  readonly streams: RandomStreams;
  readonly chain: ResolvedChainSide;
  /** Before the names of events and streams, so that two chains differ in them. */
  readonly namePrefix: string;
  readonly siteCount: number;
  readonly journeys: Journeys;
  readonly courses: FormCourses;
  readonly tlsTrips: number;
  readonly synRetransmission: ResolvedDesign['synRetransmission'];
  readonly responseTimeoutUs: number;
}

/** A tier that is in place. */
export interface ChainTier {
  readonly settings: ResolvedServers;
  readonly servers: TierServers;
  readonly usage: TierUsage;
}

export interface ChainTiers {
  /** In order of the way in. */
  readonly tiers: readonly ChainTier[];
  /** The servers that clients connect to themselves; `null` behind flood protection. */
  readonly tcp: TcpFront | null;
  /** The first tier as flood protection reaches it; `null` without that. */
  readonly pooled: Onward | null;
}

/**
 * @param answered told how requests at the first tier ended, by the entry's tickets
 * @param held told of slow clients whose connection a server has closed
 * @param membersFor makes what lies behind the last tier, which is told of its answers
 */
export function placeTiers(
  context: TiersContext,
  answered: AnsweredListener,
  held: HeldListener,
  membersFor: (lastAnswered: AnsweredListener) => Onward,
): ChainTiers {
  const { kernel, streams, chain, namePrefix, siteCount, journeys, courses } = context;
  const settings = chain.tiers.filter(hasServers);
  const surgeQueue = chain.tiers[0]!.kind === 'floodProtection' ? chain.tiers[0]!.surgeQueue : null;
  let listener = answered;
  const placed = settings.map((tier, place) => {
    const servers = new TierServers(siteCount, tier.servers);
    const name = `${namePrefix}${tier.id}`;
    const frontName = `${name}.front`;
    const waitingMax = place === 0 ? surgeQueue : tier.backlog;
    const front =
      waitingMax === null
        ? new TcpFront(kernel, frontName, pathTo(tier, context), servers.count, listener, held)
        : new PooledFront(kernel, frontName, servers.count, waitingMax, listener);
    const made =
      tier.kind === 'threadPerConnection'
        ? threadTier(kernel, streams, name, tier, front, servers.count)
        : eventTier(kernel, name, tier, front, servers.count);
    listener = made.answered;
    return { name, tier, servers, front, made };
  });
  const pooled = placed.map(({ front, servers }) =>
    front instanceof PooledFront ? new PooledTier(front, servers, journeys) : null,
  );
  placed.forEach(({ name, tier, front, made }, place) => {
    const behind = pooled[place + 1] ?? membersFor(made.answered);
    const exit = new TierExit(
      kernel,
      name,
      front.connections,
      journeys,
      tier.servers,
      courses.ownAnswersOf(place),
      behind,
      made.answered,
    );
    made.proxyTo(exit);
  });
  const first = placed[0]!.front;
  return {
    tiers: placed.map(({ tier, servers, made }) => ({ settings: tier, servers, usage: made.usage })),
    tcp: first instanceof TcpFront ? first : null,
    pooled: pooled[0]!,
  };
}

/** Each client is a host of its own, so no two share a processor or a timer wheel. */
function pathTo(tier: ResolvedServers, { synRetransmission, tlsTrips, responseTimeoutUs }: TiersContext): TcpPath {
  return {
    rttUs: 0,
    tlsTrips,
    segmentUs: 0,
    clientUs: 0,
    askAgainUs: ASK_AGAIN_US,
    timeoutUs: responseTimeoutUs,
    closesBy: 'FIN',
    synGapsUs: synRetransmission === 'linear' ? LINEAR_SYN_GAPS_US : DOUBLING_SYN_GAPS_US,
    clientTickUs: 0,
    backlog: tier.backlog,
    defersAccept: tier.acceptFilter === 'data',
    abortsOnOverflow: tier.abortOnOverflow,
    hasSynCookies: true,
  };
}

function threadTier(
  kernel: Kernel,
  streams: RandomStreams,
  name: string,
  tier: ResolvedThreadServers,
  front: Front,
  serverCount: number,
): ThreadTier {
  // A process of prefork has one thread; which of several threads serves makes no difference but to the event MPM.
  const isAsync = tier.asyncFactor > 0;
  const settings = {
    serverCount,
    processesPerServer: isAsync ? tier.workers / tier.threadsPerProcess : 1,
    threadsPerProcess: isAsync ? tier.threadsPerProcess : tier.workers,
    asyncFactor: tier.asyncFactor,
    coresPerServer: tier.cores,
    cpuUs: tier.cpuPerRequest,
    overheadIdleUs: OVERHEAD_IDLE_US,
    overheadBusyUs: OVERHEAD_BUSY_US,
    keepAliveTimeoutUs: tier.keepAliveTimeout,
    headerTimeoutUs: tier.headerTimeout,
    lingeringTimeoutUs: LINGERING_TIMEOUT_US,
    logLineBytes: tier.logLineBytes,
    idleBytes: tier.workers * tier.memoryPerWorkerBytes,
    connectionBytes: 0,
  };
  return new ThreadTier(kernel, name, settings, front, streams.stream(`processes/${name}`));
}

function eventTier(
  kernel: Kernel,
  name: string,
  tier: ResolvedEventServers,
  front: Front,
  serverCount: number,
): EventTier {
  const settings = {
    serverCount,
    connectionsMax: tier.workerConnections,
    ownConnections: OWN_CONNECTIONS,
    idleUpstreamMax: tier.upstreamKeepalive,
    idleUpstreamAtStart: 0,
    coresPerServer: tier.cores,
    cpuUs: tier.cpuPerRequest,
    keepAliveTimeoutUs: tier.keepAliveTimeout,
    headerTimeoutUs: tier.headerTimeout,
    logLineBytes: tier.logLineBytes,
    idleBytes: 0,
    connectionBytes: tier.memoryPerConnectionBytes,
  };
  return new EventTier(kernel, name, settings, front);
}
