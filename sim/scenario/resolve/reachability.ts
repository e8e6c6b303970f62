/**
 * What lets the load balancer reach its backends: ranges, ports and networks of a service, with the rules between them.
 */
import { FRONT_END_RANGES } from '../../fleet/source-addresses.ts';
import type { AddressRange } from '../../kernel/address-range.ts';
import { duration, SECOND } from '../../kernel/time.ts';
import { factsOf } from '../backend-kinds.ts';
import { parseCidr } from '../cidr.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedBackend, ResolvedFirewallRule, ResolvedService } from '../resolved-scenario.ts';
import type { BackendInput, ServiceInput } from '../schema/service.ts';
import { nearest } from '../suggest.ts';
import { durationOf } from './time.ts';

export type ServiceReach = Pick<
  ResolvedService,
  | 'firewall'
  | 'portName'
  | 'proxyHeader'
  | 'ipAddressSelectionPolicy'
  | 'network'
  | 'address'
  | 'ipVersions'
  | 'timeout'
  | 'idleTimeoutFrom'
>;

/** Google Cloud, "TCP proxy load balancing overview", firewall rules. */
const DEFAULT_FIREWALL: readonly ResolvedFirewallRule[] = [{ sourceRanges: FRONT_END_RANGES.IPV4, ports: 'all' }];

/** Backend services overview: the timeout of a backend service. */
const DEFAULT_TIMEOUT = duration(30 * SECOND);

/** The name of the network that every project starts with. */
const DEFAULT_NETWORK = 'default';

export type ReachDefaults = Pick<ServiceReach, 'firewall' | 'ipVersions'>;

/** GFEs reach the members, over IPv4 whatever the clients use. */
export const PROXY_REACH: ReachDefaults = { firewall: DEFAULT_FIREWALL, ipVersions: ['IPV4', 'IPV6'] };

/** `null` after a fault, which is reported. */
export function resolveServiceReach(
  input: Partial<ServiceInput>,
  defaults: ReachDefaults,
  reporter: Reporter,
): ServiceReach | null {
  const firewall = input.firewall === undefined ? defaults.firewall : resolveFirewall(input.firewall, reporter);
  const ipAddressSelectionPolicy = input.ipAddressSelectionPolicy ?? 'IPV4_ONLY';
  const isClassic = input.loadBalancingScheme === 'EXTERNAL';
  if (isClassic && ipAddressSelectionPolicy !== 'IPV4_ONLY') {
    reporter.errorAmong(
      [['ipAddressSelectionPolicy'], ['loadBalancingScheme']],
      'the classic proxy (EXTERNAL) reaches its backends over IPv4 only',
    );
    return null;
  }
  if (firewall === null) return null;
  return {
    firewall,
    portName: input.portName ?? null,
    proxyHeader: input.proxyHeader ?? 'NONE',
    ipAddressSelectionPolicy,
    network: input.network ?? DEFAULT_NETWORK,
    timeout: input.timeout === undefined ? DEFAULT_TIMEOUT : durationOf(input.timeout),
    idleTimeoutFrom: input.idleTimeoutFrom ?? 'timeout',
    address: input.address ?? 'reserved',
    ipVersions: input.ipVersions ?? defaults.ipVersions,
  };
}

function resolveFirewall(
  rules: NonNullable<ServiceInput['firewall']>,
  reporter: Reporter,
): readonly ResolvedFirewallRule[] | null {
  const resolved = rules.map(({ sourceRanges, ports }, rule) => {
    const path = ['firewall', String(rule)];
    const ranges = sourceRanges.map((text, at) => resolveRange(text, [...path, 'sourceRanges', String(at)], reporter));
    const spans = (ports ?? []).map((text, at) => resolvePorts(text, [...path, 'ports', String(at)], reporter));
    if (ranges.includes(null) || spans.includes(null)) return null;
    return {
      sourceRanges: ranges as AddressRange[],
      ports: ports === undefined ? ('all' as const) : (spans as { from: number; to: number }[]),
    };
  });
  return resolved.includes(null) ? null : (resolved as ResolvedFirewallRule[]);
}

function resolveRange(text: string, path: readonly string[], reporter: Reporter): AddressRange | null {
  const result = parseCidr(text);
  if (result.range === null) reporter.error(path, result.fault);
  return result.range;
}

function resolvePorts(
  input: number | string,
  path: readonly string[],
  reporter: Reporter,
): { readonly from: number; readonly to: number } | null {
  if (typeof input === 'number') return { from: input, to: input };
  const [from, to] = input.split('-').map(Number) as [number, number];
  if (from >= 1 && from <= to && to <= 65_535) return { from, to };
  reporter.error(path, `${input} is no range of ports: they go from 1 to 65535, the lower one first`);
  return null;
}

export type BackendReach = Pick<ResolvedBackend, 'port' | 'namedPorts' | 'ipStack'>;

/** What the service says that its backends depend on; `null` where that is faulty. */
export interface ReachScope {
  readonly port: number;
  readonly portName: string | null;
  readonly network: string;
}

/** `null` after a fault, which is reported. */
export function resolveBackendReach(
  input: BackendInput,
  kind: ResolvedBackend['kind'],
  scope: ReachScope,
  path: readonly string[],
  reporter: Reporter,
): BackendReach | null {
  const network = input.network ?? scope.network;
  if (network !== scope.network) {
    reporter.error(
      [...path, 'network'],
      `its members are in network ${network}, the load balancer in ${scope.network}: VPC peering does not carry its traffic`,
    );
    return null;
  }
  const port = servingPort(input, kind, scope, path, reporter);
  return port === null ? null : { port, namedPorts: input.namedPorts ?? {}, ipStack: input.ipStack ?? 'IPV4' };
}

function servingPort(
  { port, namedPorts }: BackendInput,
  kind: ResolvedBackend['kind'],
  scope: ReachScope,
  path: readonly string[],
  reporter: Reporter,
): number | null {
  const { portName } = scope;
  const { hasInstances } = factsOf(kind);
  if (namedPorts !== undefined && !hasInstances) {
    reporter.error([...path, 'namedPorts'], 'a NEG has no named ports: its endpoints have one port each', null, 'key');
    return null;
  }
  if (portName === null || !hasInstances || port !== undefined) return port ?? scope.port;
  const named = namedPorts?.[portName];
  if (named !== undefined) return named;
  const names = Object.keys(namedPorts ?? {});
  const at = namedPorts === undefined ? path : [...path, 'namedPorts'];
  reporter.error(at, `the group maps no port named "${portName}"`, nearest(portName, names), 'key');
  return null;
}
