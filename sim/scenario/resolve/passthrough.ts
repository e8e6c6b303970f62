/**
 * What makes a service one of a passthrough balancer: its region, what packets need that reach members as clients sent
 * them, and what there is none of without a proxy.
 *
 * Sources: Compute API, `backendServices` (failoverPolicy, failover); Google Cloud, "External passthrough
 * Network Load Balancer overview".
 */
import { duration } from '../../kernel/time.ts';
import type { WorldData } from '../../world/world-data.ts';
import { factsOf, placeKeyOf } from '../backend-kinds.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedFailoverPolicy } from '../resolved-failover.ts';
import type { ResolvedBackend, ResolvedFirewallRule, ResolvedService } from '../resolved-scenario.ts';
import type { ServiceInput } from '../schema/service.ts';
import { nearest } from '../suggest.ts';
import type { ReachDefaults } from './reachability.ts';

/** Keys of a service that only a proxy has a meaning for, and why. */
const PROXY_KEYS = {
  tls: 'a passthrough balancer ends no TLS: clients speak it with the members (member.speaks)',
  outlierDetection: 'a passthrough balancer has no GFE that could eject members',
  circuitBreakers: 'a passthrough balancer has no GFE that could count connections',
  securityPolicy: 'a passthrough balancer has no GFE that could limit rates',
  portName: 'a passthrough balancer maps no ports: packets keep theirs',
  timeout: 'a passthrough balancer closes no idle connections',
  idleTimeoutFrom: 'a passthrough balancer closes no idle connections',
} as const satisfies Partial<Record<keyof ServiceInput, string>>;

/** Anyone may come: VPC firewall rule `allow` from everywhere, which such members need. */
const OPEN_FIREWALL: readonly ResolvedFirewallRule[] = [
  {
    sourceRanges: [
      { text: '0.0.0.0/0', network: [0, 0, 0, 0], prefixLength: 0 },
      { text: '::/0', network: new Array<number>(16).fill(0), prefixLength: 0 },
    ],
    ports: 'all',
  },
];

/** Clients themselves reach the members, over the IP version they use. */
export const PASSTHROUGH_REACH: ReachDefaults = { firewall: OPEN_FIREWALL, ipVersions: ['IPV4'] };

/** Whether the fields of a service go with a passthrough balancer; where not, each that does not is reported. */
export function checkPassthroughFields(fields: Partial<ServiceInput>, reporter: Reporter): boolean {
  let isRuled = true;
  const refuse = (path: readonly string[], message: string): void => {
    isRuled = false;
    reporter.error(path, message, null, 'key');
  };
  const { protocol, loadBalancingScheme, proxyHeader, localityLbPolicy } = fields;
  for (const [key, why] of Object.entries(PROXY_KEYS)) {
    if (fields[key as keyof typeof PROXY_KEYS] !== undefined) refuse([key], why);
  }
  if (protocol !== undefined && protocol !== 'TCP') refuse(['protocol'], 'a passthrough balancer passes on TCP here');
  if (loadBalancingScheme === 'EXTERNAL_MANAGED') {
    refuse(['loadBalancingScheme'], 'an external passthrough balancer has scheme EXTERNAL');
  }
  if (proxyHeader === 'PROXY_V1') refuse(['proxyHeader'], 'a passthrough balancer adds no header: members see clients');
  if (localityLbPolicy !== undefined && localityLbPolicy !== 'MAGLEV') {
    refuse(['localityLbPolicy'], 'a passthrough balancer hashes consistently: MAGLEV');
  }
  if (fields.connectionDraining?.closeWithin !== undefined) {
    refuse(['connectionDraining', 'closeWithin'], 'no proxy closes connections later: they end with drainingTimeout');
  }
  return isRuled;
}

/** The region of a regional address; `null` after a fault, which is reported. */
export function resolvePassthroughTier(
  { networkTier = 'PREMIUM', region }: Partial<Pick<ServiceInput, 'networkTier' | 'region'>>,
  world: WorldData | null,
  reporter: Reporter,
): Pick<ResolvedService, 'networkTier' | 'region'> | null {
  if (region === undefined) {
    reporter.error([], 'a passthrough balancer is regional: it needs "region"', null, 'key');
    return null;
  }
  if (world === null) return null;
  const regionIds = world.regions.map(({ id }) => id);
  if (regionIds.includes(region)) return { networkTier, region };
  reporter.error(['region'], `unknown region "${region}"`, nearest(region, regionIds));
  return null;
}

/** Whether packets that keep address and port find the backends, and there is a primary; where not, it is reported. */
export function checkPassthroughBackends(
  { region, port, ipVersions }: { readonly region: string } & Pick<ResolvedService, 'port' | 'ipVersions'>,
  backends: readonly ResolvedBackend[],
  reporter: Reporter,
): boolean {
  let isRuled = true;
  const refuse = (id: string, key: string, message: string): void => {
    isRuled = false;
    reporter.error(['backends', id, key], message, null, 'key');
  };
  for (const backend of backends) {
    const { id, kind, preference } = backend;
    if (factsOf(kind).isServedNearClient)
      refuse(id, 'type', `a passthrough balancer has no ${factsOf(kind).what.replace(/^an? /, '')} among its backends`);
    if (backend.region !== region) {
      refuse(
        id,
        placeKeyOf(backend),
        `a passthrough balancer takes only backends of its own region ${region}, not of ${backend.region}`,
      );
    }
    if (backend.port !== port) refuse(id, 'port', `packets keep their port ${port}: a passthrough balancer maps none`);
    if (preference === 'PREFERRED')
      refuse(id, 'preference', 'a passthrough balancer has failover, not preferred backends');
    const lacking = ipVersions.find((version) => backend.ipStack !== 'DUAL' && backend.ipStack !== version);
    if (lacking !== undefined) refuse(id, 'ipStack', `clients reach the members over ${lacking}, which these lack`);
  }
  if (backends.every(({ isFailover }) => isFailover)) {
    isRuled = false;
    reporter.error(['backends'], 'every backend is a failover backend: there is no primary', null, 'key');
  }
  return isRuled;
}

export function resolveFailoverPolicy(input: ServiceInput['failoverPolicy']): ResolvedFailoverPolicy {
  return {
    failoverRatio: input?.failoverRatio ?? 0,
    dropTrafficIfUnhealthy: input?.dropTrafficIfUnhealthy ?? false,
    disableConnectionDrainOnFailover: input?.disableConnectionDrainOnFailover ?? false,
  };
}

/** Without a passthrough balancer nothing fails over by policy; `false` where something is to, which is reported. */
export function checkNoFailover(
  { failoverPolicy }: Partial<ServiceInput>,
  backends: readonly ResolvedBackend[],
  reporter: Reporter,
): boolean {
  const message = 'is for kind networkPassthrough: a proxy fails over by health and capacity';
  if (failoverPolicy !== undefined) reporter.error(['failoverPolicy'], `failoverPolicy ${message}`, null, 'key');
  const failover = backends.filter(({ isFailover }) => isFailover);
  for (const { id } of failover) reporter.error(['backends', id, 'failover'], `failover ${message}`, null, 'key');
  return failoverPolicy === undefined && failover.length === 0;
}

/** No proxy closes what is left when the draining timeout is over: the connection is forgotten then. */
export const NO_CLOSING = duration(0);
