/**
 * What an engineer calls a setting of a design, by its path in a scenario file; a path
 * without an entry is its own name.
 */
import type { Plain } from '../scenario/document/node.ts';
import { isMap } from './differing-settings.ts';

export interface KeyWords {
  readonly words: string;
  /** What holds where the key is not written; without it, "no" and the words. */
  readonly absent?: string;
  readonly value?: (value: Plain) => string;
}

/** Without `service.` and `serviceLbPolicy.`; `backend ` is before a path within one backend. */
export const KEY_WORDS: Readonly<Record<string, KeyWords>> = {
  loadBalancingScheme: { words: 'scheme' },
  networkTier: { words: 'network tier' },
  sessionAffinity: { words: 'affinity' },
  localityLbPolicy: { words: 'locality policy' },
  tls: { words: 'TLS', absent: 'none' },
  proxyHeader: { words: 'PROXY header' },
  ipAddressSelectionPolicy: { words: 'towards backends' },
  firewall: { words: 'firewall lets in', value: describeFirewall },
  outlierDetection: { words: 'outlier detection' },
  circuitBreakers: { words: 'circuit breakers' },
  securityPolicy: { words: 'security policy' },
  'connectionDraining.drainingTimeout': { words: 'draining' },
  'healthCheck.checkInterval': { words: 'check interval' },
  'healthCheck.timeout': { words: 'check timeout' },
  'healthCheck.unhealthyThreshold': { words: 'unhealthy after', value: probes },
  'healthCheck.healthyThreshold': { words: 'healthy after', value: probes },
  'healthCheck.probers': { words: 'probers' },
  'healthCheck.quorum': { words: 'quorum' },
  'healthCheck.port': { words: 'probed port' },
  'failoverConfig.failoverHealthThreshold': { words: 'failover threshold', value: (value) => `${value} %` },
  'autoCapacityDrain.enable': { words: 'auto-capacity drain' },
  'autoCapacityDrain.limit': { words: 'auto-capacity drain limit' },
  isolationConfig: {
    words: 'isolation',
    absent: 'none',
    value: (value) => (isMap(value) ? String(value.isolationMode) : 'none'),
  },
  'isolationConfig.isolationMode': { words: 'isolation mode' },
  'loadReport.interval': { words: 'load reports every' },
  'loadReport.delay': { words: 'report delay' },
  connectTimeout: { words: 'connect timeout' },
  returnHome: { words: 'clients try their first server again with' },
  'lease.jitter': { words: 'lease jitter' },
  urisPerAnswer: { words: 'servers in an answer' },
  onDrain: { words: 'a server that drains says' },
  tokens: { words: 'tokens are' },
  'heartbeat.missed': { words: 'dead after missed beats:' },
  'heartbeat.selfPreservation': { words: 'drops nobody when it hears less than' },
  'packetRate.server': { words: 'SYNs that a server takes' },
  'packetRate.balancer': { words: 'SYNs that a balancer takes' },
  'packetRate.maglev': { words: 'packets that a Maglev machine takes' },
  synRetransmission: { words: 'lost SYNs are sent again' },
  responseTimeout: { words: 'clients leave after' },
  abandonedWork: { words: 'work of clients that left is' },
  'edge.maglevMachines': { words: 'Maglev machines per PoP' },
  'edge.gfes': { words: 'GFEs per PoP' },
  'edge.tableSize': { words: 'table slots' },
  'edge.connectionTable.entries': { words: 'connection table entries' },
  'edge.connectionTable.expiry': { words: 'connection table expiry' },
  'edge.ecmp': { words: 'ECMP' },
  'edge.backendUpdate.delay': { words: 'backend updates after' },
  'edge.backendUpdate.spread': { words: 'backend updates spread over' },
  'edge.server': { words: 'front ends', absent: 'cost nothing', value: describeFrontEnd },
  'edge.server.cores': { words: 'cores of a front end' },
  'edge.server.cpuPerRequest': { words: 'a connection costs a front end' },
  'edge.server.cpuPerHandshake': { words: 'a handshake costs a front end' },
  'edge.server.workerConnections': { words: 'connections of a front end' },
  'member.tiers': { words: 'tiers of a member', absent: 'none', value: describeTiers },
  'propagation.delay': { words: 'propagation after' },
  'propagation.spread': { words: 'propagation spread over' },
  'backend preference': { words: 'preference', absent: 'DEFAULT' },
  'backend autoscaler': { words: 'autoscaler' },
  'backend failover': { words: 'failover', absent: 'off' },
};

function probes(value: Plain): string {
  return `${value} probes`;
}

function describeFrontEnd(server: Plain): string {
  return isMap(server) ? `have ${server.cores} cores, ${server.workerConnections} connections` : 'cost nothing';
}

function describeTiers(tiers: Plain): string {
  return isMap(tiers) ? Object.keys(tiers).join(', ') : 'none';
}

function describeFirewall(rules: Plain): string {
  if (!Array.isArray(rules) || rules.length === 0) return 'nothing';
  return rules.map(describeRule).join(', ');
}

function describeRule(rule: Plain): string {
  if (!isMap(rule) || !Array.isArray(rule.sourceRanges)) return String(rule);
  const from = rule.sourceRanges.join(' and ');
  return Array.isArray(rule.ports) ? `${from} to ${rule.ports.join(' and ')}` : from;
}
