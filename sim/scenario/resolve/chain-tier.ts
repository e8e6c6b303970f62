/** One tier of a chain: what it is by default, and that it has nothing that another kind of tier has. */
import { type Duration, duration, MICROSECOND, SECOND } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type {
  ResolvedEventServers,
  ResolvedFloodProtection,
  ResolvedRate,
  ResolvedServers,
  ResolvedThreadServers,
  ResolvedTier,
} from '../resolved-chain.ts';
import { eventFields, floodFields, serverFields, TIER_KINDS, type TierInput, threadFields } from '../schema/chain.ts';
import { countOf } from '../schema/quantities.ts';
import { listWords } from '../suggest.ts';
import { parseBytes, parseRatePerSecond } from '../units.ts';
import { durationOf } from './time.ts';

/**
 * Classic Load Balancer: "surge queue ... the maximum size is 1,024" (AWS, CloudWatch
 * metrics for a Classic Load Balancer).
 */
const DEFAULT_SURGE_QUEUE = 1_024;
/** Assumption: of its rate, in seconds. */
const DEFAULT_CLIENT_BURST_S = 2;
const DEFAULT_BURST_S = 1;
/** Assumption: a small server; that of the measurements gave Apache and nginx two. */
const DEFAULT_CORES = 2;
/**
 * ListenBacklog (Apache documentation, mpm_common); nginx listens with 511 as well
 * (ngx_connection.h, NGX_LISTEN_BACKLOG).
 */
const DEFAULT_BACKLOG = 511;
/** Measured, docs/model/edge.md: processor time of a request and memory of a worker process or thread. */
const MEASURED_CPU = { prefork: 135, worker: 185, event: 240 } as const;
const MEASURED_WORKER_BYTES = { prefork: 355_000, worker: 120_000, event: 120_000 } as const;
const MEASURED_NGINX_CPU = duration(70 * MICROSECOND);
const MEASURED_NGINX_CONNECTION_BYTES = 7_400;
/**
 * MaxRequestWorkers: 256 for prefork, 16 x 25 for the hybrid MPMs; ThreadsPerChild 25;
 * AsyncRequestWorkerFactor 2 (Apache documentation).
 */
const DEFAULT_WORKERS = { prefork: 256, worker: 400, event: 400 } as const;
const DEFAULT_THREADS_PER_PROCESS = 25;
const DEFAULT_ASYNC_FACTOR = 2;
/**
 * KeepAliveTimeout (Apache), keepalive_timeout and client_header_timeout (nginx), and mod_reqtimeout's first header=20.
 */
const APACHE_KEEP_ALIVE = duration(5 * SECOND);
const APACHE_HEADER_TIMEOUT = duration(20 * SECOND);
const NGINX_KEEP_ALIVE = duration(75 * SECOND);
const NGINX_HEADER_TIMEOUT = duration(60 * SECOND);
/**
 * Assumption: worker_connections as Debian's nginx.conf has it, of two worker processes,
 * is 1,536; a round number below.
 */
const DEFAULT_WORKER_CONNECTIONS = 1_024;
/** Assumption: as the examples of nginx's documentation of upstream `keepalive`. */
const DEFAULT_UPSTREAM_KEEPALIVE = 32;
/** Assumption: a line of the combined log format. */
const DEFAULT_LOG_LINE_BYTES = 200;

/** What servers do with connections of clients. */
export type ClientSettings = Pick<
  ResolvedServers,
  'backlog' | 'acceptFilter' | 'synCookies' | 'abortOnOverflow' | 'keepAliveTimeout' | 'headerTimeout'
>;

export const USUAL_CLIENT_SETTINGS: Readonly<Record<ResolvedServers['kind'], ClientSettings>> = {
  threadPerConnection: {
    backlog: DEFAULT_BACKLOG,
    acceptFilter: 'data',
    synCookies: true,
    abortOnOverflow: false,
    keepAliveTimeout: APACHE_KEEP_ALIVE,
    headerTimeout: APACHE_HEADER_TIMEOUT,
  },
  eventDriven: {
    backlog: DEFAULT_BACKLOG,
    acceptFilter: 'none',
    synCookies: true,
    abortOnOverflow: false,
    keepAliveTimeout: NGINX_KEEP_ALIVE,
    headerTimeout: NGINX_HEADER_TIMEOUT,
  },
};

const OWN_FIELDS: Readonly<Record<ResolvedTier['kind'], readonly string[]>> = {
  floodProtection: Object.keys(floodFields),
  threadPerConnection: [...Object.keys(serverFields), ...Object.keys(threadFields)],
  eventDriven: [...Object.keys(serverFields), ...Object.keys(eventFields)],
};

/**
 * `null` after a fault, which is reported.
 *
 * @param path of the tier
 */
export function resolveTier(
  id: string,
  input: TierInput,
  path: readonly string[],
  reporter: Reporter,
): ResolvedTier | null {
  const { kind } = input;
  if (kind === undefined) {
    reporter.error(path, `missing "kind"; expected one of ${listWords(TIER_KINDS)}`, null, 'key');
    return null;
  }
  const foreign = Object.keys(input).filter((key) => key !== 'kind' && !OWN_FIELDS[kind].includes(key));
  for (const key of foreign) reporter.error([...path, key], `a tier of kind ${kind} has no ${key}`, null, 'key');
  if (foreign.length > 0) return null;
  if (kind === 'floodProtection') return resolveFlood(id, input, path, reporter);
  if (input.servers === undefined) {
    reporter.error(path, 'missing "servers"; expected how many servers each region has', null, 'key');
    return null;
  }
  return kind === 'threadPerConnection'
    ? resolveThreads(id, input, input.servers, path, reporter)
    : resolveEventServers(id, input, input.servers);
}

function resolveFlood(
  id: string,
  input: TierInput,
  path: readonly string[],
  reporter: Reporter,
): ResolvedFloodProtection | null {
  const bursts = [
    ['clientBurst', 'clientRate'],
    ['burst', 'rate'],
    ['ban', 'clientRate'],
  ] as const;
  const loose = bursts.filter(([key, base]) => input[key] !== undefined && input[base] === undefined);
  for (const [key, base] of loose) reporter.error([...path, key], `without ${base} there is no ${key}`, null, 'key');
  if (loose.length > 0) return null;
  return {
    kind: 'floodProtection',
    id,
    clientRate: rateOf(input.clientRate, input.clientBurst, DEFAULT_CLIENT_BURST_S),
    rate: rateOf(input.rate, input.burst, DEFAULT_BURST_S),
    ban: orDefault(input.ban, duration(0)),
    surgeQueue: input.surgeQueue === undefined ? DEFAULT_SURGE_QUEUE : countOf(input.surgeQueue),
  };
}

function rateOf(
  rate: string | undefined,
  burst: number | string | undefined,
  burstSeconds: number,
): ResolvedRate | null {
  if (rate === undefined) return null;
  const perSecond = parseRatePerSecond(rate)!;
  return { perSecond, burst: burst === undefined ? Math.max(1, Math.ceil(perSecond * burstSeconds)) : countOf(burst) };
}

function resolveThreads(
  id: string,
  input: TierInput,
  servers: number,
  path: readonly string[],
  reporter: Reporter,
): ResolvedThreadServers | null {
  const mpm = input.mpm ?? 'worker';
  const misplaced =
    mpm === 'prefork' && input.threadsPerProcess !== undefined
      ? 'threadsPerProcess'
      : mpm !== 'event' && input.asyncFactor !== undefined
        ? 'asyncFactor'
        : null;
  if (misplaced !== null) {
    reporter.error([...path, misplaced], `the ${mpm} MPM has no ${misplaced}`, null, 'key');
    return null;
  }
  const workers = input.workers === undefined ? DEFAULT_WORKERS[mpm] : countOf(input.workers);
  const threadsPerProcess =
    mpm === 'prefork' ? 1 : (input.threadsPerProcess ?? Math.min(workers, DEFAULT_THREADS_PER_PROCESS));
  if (workers % threadsPerProcess !== 0) {
    const text = `${workers} workers are no whole number of processes of ${threadsPerProcess} threads`;
    reporter.error([...path, 'workers'], text);
    return null;
  }
  return {
    kind: 'threadPerConnection',
    mpm,
    ...base(id, input, servers, duration(MEASURED_CPU[mpm] * MICROSECOND), USUAL_CLIENT_SETTINGS.threadPerConnection),
    workers,
    threadsPerProcess,
    asyncFactor: mpm === 'event' ? (input.asyncFactor ?? DEFAULT_ASYNC_FACTOR) : 0,
    memoryPerWorkerBytes:
      input.memoryPerWorker === undefined ? MEASURED_WORKER_BYTES[mpm] : parseBytes(input.memoryPerWorker)!,
  };
}

/** An event-driven tier of so many servers, with its usual. */
export function resolveEventServers(id: string, input: TierInput, servers: number): ResolvedEventServers {
  return {
    kind: 'eventDriven',
    ...base(id, input, servers, MEASURED_NGINX_CPU, USUAL_CLIENT_SETTINGS.eventDriven),
    workerConnections:
      input.workerConnections === undefined ? DEFAULT_WORKER_CONNECTIONS : countOf(input.workerConnections),
    upstreamKeepalive:
      input.upstreamKeepalive === undefined ? DEFAULT_UPSTREAM_KEEPALIVE : countOf(input.upstreamKeepalive),
    memoryPerConnectionBytes:
      input.memoryPerConnection === undefined
        ? MEASURED_NGINX_CONNECTION_BYTES
        : parseBytes(input.memoryPerConnection)!,
  };
}

function base(id: string, input: TierInput, servers: number, cpuPerRequest: Duration, usual: ClientSettings) {
  return {
    id,
    servers,
    cores: input.cores ?? DEFAULT_CORES,
    cpuPerRequest: orDefault(input.cpuPerRequest, cpuPerRequest),
    ...(input.cpuPerHandshake !== undefined && { cpuPerHandshake: durationOf(input.cpuPerHandshake) }),
    backlog: input.backlog === undefined ? usual.backlog : countOf(input.backlog),
    acceptFilter: input.acceptFilter ?? usual.acceptFilter,
    synCookies: input.synCookies ?? usual.synCookies,
    abortOnOverflow: input.abortOnOverflow ?? usual.abortOnOverflow,
    keepAliveTimeout: orDefault(input.keepAliveTimeout, usual.keepAliveTimeout),
    headerTimeout: orDefault(input.headerTimeout, usual.headerTimeout),
    logLineBytes: input.logLine === undefined ? DEFAULT_LOG_LINE_BYTES : parseBytes(input.logLine)!,
  };
}

function orDefault(text: string | undefined, otherwise: Duration): Duration {
  return text === undefined ? otherwise : durationOf(text);
}
