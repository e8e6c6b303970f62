/**
 * What only a design of kind `chain` has, a front end's server in the same words, and
 * slow clients, as they are written.
 */
import { type PlainMap, withoutKeys } from './plain-map.ts';
import type {
  ResolvedChain,
  ResolvedChainSide,
  ResolvedRate,
  ResolvedServers,
  ResolvedTier,
} from './resolved-chain.ts';
import type { ResolvedFrontEndServer } from './resolved-machines.ts';
import type { ResolvedSlowClients } from './resolved-slow-clients.ts';
import { formatBytes, formatDurationUs, formatRatePerSecond } from './units.ts';

export function chainMap(chain: ResolvedChain): PlainMap {
  return { ...sideMap(chain), ...(chain.rolloutTo !== null && { rolloutTo: sideMap(chain.rolloutTo) }) };
}

function sideMap({ tiers, course }: ResolvedChainSide): PlainMap {
  return {
    tiers: Object.fromEntries(tiers.map((tier) => [tier.id, tierMap(tier)])),
    ...(course !== null && { chain: course.chainId }),
  };
}

function tierMap(tier: ResolvedTier): PlainMap {
  if (tier.kind === 'floodProtection') {
    return {
      kind: tier.kind,
      ...rateMap(tier.clientRate, 'clientRate', 'clientBurst'),
      ...rateMap(tier.rate, 'rate', 'burst'),
      ...(tier.clientRate !== null && { ban: formatDurationUs(tier.ban) }),
      surgeQueue: tier.surgeQueue,
    };
  }
  return {
    kind: tier.kind,
    servers: tier.servers,
    ...(tier.kind === 'threadPerConnection' && {
      mpm: tier.mpm,
      workers: tier.workers,
      ...(tier.mpm !== 'prefork' && { threadsPerProcess: tier.threadsPerProcess }),
      ...(tier.mpm === 'event' && { asyncFactor: tier.asyncFactor }),
      memoryPerWorker: formatBytes(tier.memoryPerWorkerBytes),
    }),
    ...(tier.kind === 'eventDriven' && slotsMap(tier)),
    ...costsMap(tier),
    backlog: tier.backlog,
    acceptFilter: tier.acceptFilter,
    synCookies: tier.synCookies,
    abortOnOverflow: tier.abortOnOverflow,
    keepAliveTimeout: formatDurationUs(tier.keepAliveTimeout),
  };
}

/** `member.tiers`: what clients do with a first tier's TCP is the design's affair there. */
export function memberTiersMap(tiers: readonly ResolvedServers[]): PlainMap {
  return Object.fromEntries(
    tiers.map((tier) => [
      tier.id,
      withoutKeys(tierMap(tier), ['acceptFilter', 'abortOnOverflow', 'synCookies', 'headerTimeout']),
    ]),
  );
}

/** `edge.server`. */
export function frontEndServerMap(server: ResolvedFrontEndServer): PlainMap {
  return { ...slotsMap(server), ...costsMap(server) };
}

function slotsMap(tier: ResolvedFrontEndServer): PlainMap {
  return {
    workerConnections: tier.workerConnections,
    upstreamKeepalive: tier.upstreamKeepalive,
    memoryPerConnection: formatBytes(tier.memoryPerConnectionBytes),
  };
}

function costsMap(
  tier: Pick<ResolvedServers, 'cores' | 'cpuPerRequest' | 'cpuPerHandshake' | 'headerTimeout' | 'logLineBytes'>,
): PlainMap {
  return {
    cores: tier.cores,
    cpuPerRequest: formatDurationUs(tier.cpuPerRequest),
    ...(tier.cpuPerHandshake !== undefined && { cpuPerHandshake: formatDurationUs(tier.cpuPerHandshake) }),
    headerTimeout: formatDurationUs(tier.headerTimeout),
    logLine: formatBytes(tier.logLineBytes),
  };
}

function rateMap(rate: ResolvedRate | null, key: string, burstKey: string): PlainMap {
  return rate === null ? {} : { [key]: formatRatePerSecond(rate.perSecond), [burstKey]: rate.burst };
}

export function slowClientsMap(slow: ResolvedSlowClients | undefined): PlainMap {
  if (slow === undefined) return {};
  return { slowClients: { count: slow.count, holding: slow.holding, at: formatDurationUs(slow.at) } };
}
