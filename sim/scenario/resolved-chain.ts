/**
 * The edge chain: tiers in series before the members, and the rules that a request's form
 * meets on its way through them.
 */
import type { Duration } from '../kernel/time.ts';
import type { HopSettings } from '../requests/hop-settings.ts';
import type { ResolvedRequestForm } from './resolved-requests.ts';

export interface ResolvedChain extends ResolvedChainSide {
  /** Where a rollout moves clients; `null`: nowhere. */
  readonly rolloutTo: ResolvedChainSide | null;
}

/** One way to the members. */
export interface ResolvedChainSide {
  /** In order of the way in; at least one has servers, and flood protection comes first. */
  readonly tiers: readonly ResolvedTier[];
  /** What requests look like and what each tier makes of it; `null`: they have no form, and every tier takes them. */
  readonly course: ResolvedCourse | null;
}

export interface ResolvedCourse {
  readonly chainId: string;
  /** One for each tier with servers, in order, and the members' last. */
  readonly hops: readonly HopSettings[];
  /** What clients send. */
  readonly forms: readonly ResolvedRequestForm[];
}

export type ResolvedTier = ResolvedFloodProtection | ResolvedThreadServers | ResolvedEventServers;
/** Tiers that have servers. */
export type ResolvedServers = ResolvedThreadServers | ResolvedEventServers;

/** A load balancer that ends clients' connections, turns floods away and keeps connections to the tier behind. */
export interface ResolvedFloodProtection {
  readonly kind: 'floodProtection';
  readonly id: string;
  /** Requests per second of one client, and how many it may send at once; `null`: any. */
  readonly clientRate: ResolvedRate | null;
  /** The same of all clients of a region together. */
  readonly rate: ResolvedRate | null;
  /** How long a client above its own rate is turned away altogether; 0: not at all. */
  readonly ban: Duration;
  /** Requests that wait for each server of the tier behind, before the next one is answered with 503. */
  readonly surgeQueue: number;
}

export interface ResolvedRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What servers of either kind have. */
interface ResolvedServersBase {
  readonly id: string;
  /** In each region with backends. */
  readonly servers: number;
  readonly cores: number;
  /** Processor time of a request. */
  readonly cpuPerRequest: Duration;
  /** Of a TLS handshake that ends there, with the request's; 0 where it is not given. */
  readonly cpuPerHandshake?: Duration;
  /** Connections that may wait to be accepted: the kernel's queue before clients, the caller's before a tier. */
  readonly backlog: number;
  readonly acceptFilter: 'data' | 'none';
  /** `tcp_syncookies`: a SYN that finds no place for a half-open connection is answered all the same. */
  readonly synCookies: boolean;
  /** `tcp_abort_on_overflow`. */
  readonly abortOnOverflow: boolean;
  readonly keepAliveTimeout: Duration;
  /** How long a client may take over its header. */
  readonly headerTimeout: Duration;
  readonly logLineBytes: number;
}

/** A thread for each connection: Apache. */
export interface ResolvedThreadServers extends ResolvedServersBase {
  readonly kind: 'threadPerConnection';
  readonly mpm: 'prefork' | 'worker' | 'event';
  /** Threads of a server: MaxRequestWorkers. */
  readonly workers: number;
  /** 1 with prefork. */
  readonly threadsPerProcess: number;
  /** AsyncRequestWorkerFactor of the event MPM; 0 for the others. */
  readonly asyncFactor: number;
  /** Memory of a worker, idle or not. */
  readonly memoryPerWorkerBytes: number;
}

/** An event loop: nginx. */
export interface ResolvedEventServers extends ResolvedServersBase {
  readonly kind: 'eventDriven';
  /** Of a server: worker_connections times its worker processes. Clients and the tier behind count. */
  readonly workerConnections: number;
  /** Idle connections to the tier behind that a server keeps open. */
  readonly upstreamKeepalive: number;
  readonly memoryPerConnectionBytes: number;
}

export function hasServers(tier: ResolvedTier): tier is ResolvedServers {
  return tier.kind !== 'floodProtection';
}
