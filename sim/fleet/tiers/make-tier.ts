/**
 * A tier's servers as a scenario gives them: the model of the server (`sim/tiers`) and what is
 * measured of it rather than set.
 *
 * Time that a thread is held besides its processor time, and what a closing connection waits for, are as
 * measured (docs/model/edge.md).
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import { fromSeconds } from '../../kernel/time.ts';
import type { ResolvedEventServers, ResolvedServers, ResolvedThreadServers } from '../../scenario/resolved-chain.ts';
import type { ResolvedFrontEndServer } from '../../scenario/resolved-machines.ts';
import { EventTier } from '../../tiers/event-tier.ts';
import type { Front } from '../../tiers/server-end.ts';
import type { BusyCores } from '../../tiers/shared-cores.ts';
import { ThreadTier } from '../../tiers/thread-tier.ts';

/** Time that a request holds its thread besides, us, with none and with all threads at work (measured). */
const OVERHEAD_IDLE_US = 0;
const OVERHEAD_BUSY_US = 450;
/** How long a thread waits for its client to close (measured: 2 s). */
const LINGERING_TIMEOUT_US = fromSeconds(2);
/** Connections that an nginx worker keeps for itself: its listening socket and the channel to the master (measured). */
const OWN_CONNECTIONS = 2;

/**
 * @param name before the names of its events, and of its stream
 * @param cores told how many cores of a server are busy, where anyone asks
 */
export function makeTier(
  kernel: Kernel,
  streams: RandomStreams,
  name: string,
  tier: ResolvedServers,
  front: Front,
  serverCount: number,
  cores: BusyCores | null = null,
): ThreadTier | EventTier {
  return tier.kind === 'threadPerConnection'
    ? makeThreadTier(kernel, streams, name, tier, front, serverCount, cores)
    : makeEventTier(kernel, name, tier, front, serverCount, cores);
}

function makeThreadTier(
  kernel: Kernel,
  streams: RandomStreams,
  name: string,
  tier: ResolvedThreadServers,
  front: Front,
  serverCount: number,
  cores: BusyCores | null = null,
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
    handshakeCpuUs: tier.cpuPerHandshake ?? 0,
    overheadIdleUs: OVERHEAD_IDLE_US,
    overheadBusyUs: OVERHEAD_BUSY_US,
    keepAliveTimeoutUs: tier.keepAliveTimeout,
    headerTimeoutUs: tier.headerTimeout,
    lingeringTimeoutUs: LINGERING_TIMEOUT_US,
    logLineBytes: tier.logLineBytes,
    idleBytes: tier.workers * tier.memoryPerWorkerBytes,
    connectionBytes: 0,
  };
  return new ThreadTier(kernel, name, settings, front, streams.stream(`processes/${name}`), cores);
}

/** Where no caller leaves a connection open, how long an idle one is kept is of no matter. */
type EventServers = ResolvedFrontEndServer & Partial<Pick<ResolvedEventServers, 'keepAliveTimeout'>>;

export function makeEventTier(
  kernel: Kernel,
  name: string,
  tier: EventServers,
  front: Front,
  serverCount: number,
  cores: BusyCores | null = null,
): EventTier {
  const settings = {
    serverCount,
    connectionsMax: tier.workerConnections,
    ownConnections: OWN_CONNECTIONS,
    idleUpstreamMax: tier.upstreamKeepalive,
    idleUpstreamAtStart: 0,
    coresPerServer: tier.cores,
    cpuUs: tier.cpuPerRequest,
    handshakeCpuUs: tier.cpuPerHandshake ?? 0,
    keepAliveTimeoutUs: tier.keepAliveTimeout ?? 0,
    headerTimeoutUs: tier.headerTimeout,
    logLineBytes: tier.logLineBytes,
    idleBytes: 0,
    connectionBytes: tier.memoryPerConnectionBytes,
  };
  return new EventTier(kernel, name, settings, front, cores);
}
