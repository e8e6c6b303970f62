/**
 * The measured chain of servers as a chain of tiers. Global parameters only: nothing here is fitted to one case.
 */
import type { Distribution } from '../../sim/kernel/distribution.ts';
import type { Kernel } from '../../sim/kernel/kernel.ts';
import type { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { fromSeconds } from '../../sim/kernel/time.ts';
import { DelayTier } from '../../sim/tiers/delay-tier.ts';
import { EventTier } from '../../sim/tiers/event-tier.ts';
import type { AnsweredListener } from '../../sim/tiers/hop.ts';
import { PooledFront } from '../../sim/tiers/pooled-front.ts';
import type { Front } from '../../sim/tiers/server-end.ts';
import { type HeldListener, TcpFront } from '../../sim/tiers/tcp-front.ts';
import { LOOPBACK_PATH, type TcpPath } from '../../sim/tiers/tcp-path.ts';
import { ThreadTier } from '../../sim/tiers/thread-tier.ts';
import type { MeasuredCase } from './measured-case.ts';

/**
 * What the backend program does with a delay asked for: it takes 0.55 ms off, so that its timers of whole milliseconds
 * come out right, and they fire 0.09 ms late: together the measured mean (19.55 ms where 20 is asked) and squared
 * variation (1.05, an exponential's being 1).
 */
const ASKED_US = 20_000;
const OFFSET_US = -460;
/**
 * Deviation of the delay that was to be constant, over its mean: its squared variation is 0.0015 to 0.0027 (measured).
 */
const FIXED_SIGMA = 0.042;

/** Processor time a request, us (measured: prefork 120 to 150, worker 185, event 240; nginx 65 to 75; node 100). */
const CPU_US = { prefork: 135, worker: 185, event: 240, nginx: 70, node: 100 } as const;

/**
 * Time that a request holds its thread besides, us, with none and with all threads at work: with the processor times
 * above it makes the hold overhead that was measured, 0.5 ms at 960 requests a second and 0.9 to 1.0 ms at
 * saturation. Linear between: assumption.
 */
const OVERHEAD_IDLE_US = 0;
const OVERHEAD_BUSY_US = 450;

/** Connections that an nginx worker keeps for itself: its listening socket and the channel to the master. */
const OWN_CONNECTIONS = 2;
/** Idle connections to the backend that the run before leaves behind: its peak of concurrent requests, simulated. */
export const WARM_POOL = 36;

/**
 * Memory, bytes (measured: a prefork process 355 kB, a thread of worker and event 120 kB, an
 * nginx connection 6.1 to 8.7 kB).
 */
const WORKER_BYTES = { prefork: 355_000, worker: 120_000, event: 120_000 } as const;
const NGINX_CONNECTION_BYTES = 7_400;
/** A line of the combined log format: assumption. */
const LOG_LINE_BYTES = 200;

export interface EdgeChain {
  readonly front: TcpFront;
  readonly apache: ThreadTier | null;
  readonly nginx: EventTier;
}

export function edgeChain(
  kernel: Kernel,
  streams: RandomStreams,
  measured: MeasuredCase,
  overrides: Partial<TcpPath>,
  answered: AnsweredListener,
  held: HeldListener,
): EdgeChain {
  const front = new TcpFront(kernel, 'clients', { ...pathOf(measured), ...overrides }, 1, answered, held);
  if (measured.mpm === null) {
    const nginx = nginxOf(kernel, streams, measured, front);
    return { front, apache: null, nginx };
  }
  const apache = apacheOf(kernel, streams, measured, measured.mpm, front);
  const pool = new PooledFront(kernel, 'pool', 1, measured.workerConnections, apache);
  const nginx = nginxOf(kernel, streams, measured, pool);
  apache.proxyTo(pool);
  return { front, apache, nginx };
}

function pathOf(measured: MeasuredCase): TcpPath {
  return {
    ...LOOPBACK_PATH,
    timeoutUs: fromSeconds(measured.clientTimeoutS),
    closesBy: measured.clientClosesBy,
    synGapsUs: measured.synGapsS.map(fromSeconds),
    backlog: measured.listenBacklog,
    defersAccept: measured.acceptFilter === 'data',
    abortsOnOverflow: measured.abortsOnOverflow,
  };
}

function apacheOf(
  kernel: Kernel,
  streams: RandomStreams,
  measured: MeasuredCase,
  mpm: NonNullable<MeasuredCase['mpm']>,
  front: Front,
): ThreadTier {
  const isAsync = mpm === 'event';
  const processes = isAsync ? 4 : 1;
  const settings = {
    serverCount: 1,
    processesPerServer: processes,
    threadsPerProcess: measured.workers! / processes,
    asyncFactor: isAsync ? 2 : 0,
    coresPerServer: 2,
    cpuUs: CPU_US[mpm],
    handshakeCpuUs: 0,
    overheadIdleUs: OVERHEAD_IDLE_US,
    overheadBusyUs: OVERHEAD_BUSY_US,
    keepAliveTimeoutUs: fromSeconds(measured.keepAliveTimeoutS),
    headerTimeoutUs: fromSeconds(20),
    lingeringTimeoutUs: fromSeconds(2),
    logLineBytes: LOG_LINE_BYTES,
    idleBytes: measured.workers! * WORKER_BYTES[mpm],
    connectionBytes: 0,
  };
  return new ThreadTier(kernel, 'apache', settings, front, streams.stream('processes/apache'));
}

function nginxOf(kernel: Kernel, streams: RandomStreams, measured: MeasuredCase, front: Front): EventTier {
  const settings = {
    serverCount: 1,
    connectionsMax: measured.workerConnections,
    ownConnections: OWN_CONNECTIONS,
    idleUpstreamMax: 2_048,
    idleUpstreamAtStart: measured.id.endsWith('-warmpool') ? WARM_POOL : 0,
    coresPerServer: 1,
    cpuUs: CPU_US.nginx,
    handshakeCpuUs: 0,
    keepAliveTimeoutUs: fromSeconds(75),
    headerTimeoutUs: fromSeconds(60),
    logLineBytes: LOG_LINE_BYTES,
    idleBytes: 0,
    connectionBytes: NGINX_CONNECTION_BYTES,
  };
  const nginx = new EventTier(kernel, 'nginx', settings, front);
  const node = {
    serverCount: 1,
    coresPerServer: 1,
    cpuUs: CPU_US.node,
    handshakeCpuUs: 0,
    delay: delayOf(measured),
    delayOffsetUs: OFFSET_US,
    logLineBytes: 0,
    idleBytes: 0,
    connectionBytes: 0,
  };
  nginx.proxyTo(new DelayTier(kernel, 'node', node, streams.stream('delay/node'), nginx));
  return nginx;
}

function delayOf(measured: MeasuredCase): Distribution {
  return measured.service.kind === 'exp'
    ? { kind: 'exponential', meanUs: ASKED_US }
    : { kind: 'lognormal', medianUs: ASKED_US, sigma: FIXED_SIGMA };
}
