/**
 * One line that tells a design from the others of its experiment: only the settings in which they differ.
 */

import { nameOf, type ResolvedModule } from '../custom/module-library.ts';
import { toSeconds } from '../kernel/time.ts';
import type { ResolvedDesign, ResolvedServiceLbPolicy } from '../scenario/resolved-scenario.ts';
import { describeTarget } from './describe-target.ts';
import type { DesignSummary } from './experiment-result.ts';
import { formatNumber } from './format-number.ts';

interface Trait {
  readonly name: string;
  readonly value: (design: ResolvedDesign) => string;
}

/** What an engineer would call the setting; the policy itself stands in its own column. */
const TRAITS: readonly Trait[] = [
  { name: 'scheme', value: ({ service }) => service.loadBalancingScheme },
  {
    name: 'failover threshold',
    value: ({ serviceLbPolicy }) => `${serviceLbPolicy.failoverHealthThreshold} %`,
  },
  { name: 'auto-capacity drain', value: ({ serviceLbPolicy }) => describeDrain(serviceLbPolicy) },
  { name: 'isolation', value: ({ serviceLbPolicy }) => describeIsolation(serviceLbPolicy) },
  { name: 'affinity', value: ({ service }) => service.sessionAffinity },
  { name: 'locality policy', value: ({ service }) => describePolicy(service.localityLbPolicy) },
  { name: 'TLS', value: ({ service }) => service.tls },
  { name: 'draining', value: ({ service }) => seconds(service.connectionDraining.drainingTimeout) },
  { name: 'check interval', value: ({ service }) => seconds(service.healthCheck.checkInterval) },
  { name: 'check timeout', value: ({ service }) => seconds(service.healthCheck.timeout) },
  { name: 'unhealthy after', value: ({ service }) => `${service.healthCheck.unhealthyThreshold} probes` },
  { name: 'healthy after', value: ({ service }) => `${service.healthCheck.healthyThreshold} probes` },
  { name: 'probers', value: ({ service }) => `${service.healthCheck.probers}, quorum ${service.healthCheck.quorum}` },
  { name: 'probed port', value: ({ service }) => String(service.healthCheck.port ?? 'USE_SERVING_PORT') },
  { name: 'PROXY header', value: ({ service }) => service.proxyHeader },
  { name: 'towards backends', value: ({ service }) => service.ipAddressSelectionPolicy },
  { name: 'firewall lets in', value: ({ service }) => service.firewall.map(describeRule).join(', ') },
  { name: 'backends', value: ({ service }) => service.backends.map(describeBackend).join(', ') },
  { name: 'load reports every', value: ({ loadReport }) => seconds(loadReport.interval) },
  { name: 'report delay', value: ({ loadReport }) => seconds(loadReport.delay) },
  { name: 'connect timeout', value: ({ connectTimeout }) => seconds(connectTimeout) },
  { name: 'Maglev machines per PoP', value: ({ edge }) => String(edge.maglevMachines) },
  { name: 'GFEs per PoP', value: ({ edge }) => String(edge.gfes) },
  { name: 'table slots', value: ({ edge }) => String(edge.tableSize) },
  { name: 'connection table', value: ({ edge }) => `${edge.connectionTable.entries} entries` },
  { name: 'ECMP', value: ({ edge }) => edge.ecmp },
  { name: 'backend updates after', value: ({ edge }) => seconds(edge.backendUpdate.delay) },
  { name: 'spread over', value: ({ edge }) => seconds(edge.backendUpdate.spread) },
];

export function describeDesigns(designs: readonly ResolvedDesign[], baseline: string | null): DesignSummary[] {
  const differing = TRAITS.filter(({ value }) => new Set(designs.map(value)).size > 1);
  return designs.map((design) => {
    const algorithm = design.serviceLbPolicy.loadBalancingAlgorithm;
    const settings = differing.map(({ name, value }) => `${name} ${value(design)}`);
    return {
      id: design.id,
      kind: design.kind,
      policy: nameOf(algorithm),
      description: [describePolicy(algorithm), ...settings].join('; '),
      isBaseline: design.id === baseline,
      labels: design.labels,
    };
  });
}

/** Designs with one module and different options differ by them. */
function describePolicy(policy: string | ResolvedModule): string {
  if (typeof policy === 'string') return policy;
  const options = Object.entries(policy.options).map(([option, value]) => `${option} ${value}`);
  return options.length === 0 ? policy.name : `${policy.name} (${options.join(', ')})`;
}

function describeBackend(backend: ResolvedDesign['service']['backends'][0]): string {
  const members = backend.zones.reduce((sum, zone) => sum + zone.members, 0);
  const scaled = backend.capacityScaler === 1 ? '' : ` x ${backend.capacityScaler}`;
  const preferred = backend.preference === 'PREFERRED' ? ', preferred' : '';
  return `${backend.id} (${members} members, ${describeTarget(backend, String)}${scaled}${preferred})`;
}

function describeDrain({ autoCapacityDrain }: ResolvedServiceLbPolicy): string {
  return autoCapacityDrain.isEnabled ? `on (${autoCapacityDrain.limit})` : 'off';
}

function describeIsolation({ isolation }: ResolvedServiceLbPolicy): string {
  return isolation.granularity === 'REGION' ? isolation.mode : 'none';
}

function describeRule({ sourceRanges, ports }: ResolvedDesign['service']['firewall'][0]): string {
  const from = sourceRanges.map(({ text }) => text).join(' and ');
  return ports === 'all'
    ? from
    : `${from} to ${ports.map(({ from: low, to }) => (low === to ? low : `${low}-${to}`)).join(' and ')}`;
}

function seconds(us: number): string {
  return `${formatNumber(toSeconds(us), 'number')} s`;
}
