/** The settings of reachability as a scenario file writes them, every default explicit. */
import type { Plain } from './document/node.ts';
import type { ResolvedBackend, ResolvedHealthCheck, ResolvedMember, ResolvedService } from './resolved-scenario.ts';
import { formatDurationUs } from './units.ts';

type PlainMap = { [key: string]: Plain };

export function serviceReachMap(service: ResolvedService): PlainMap {
  const {
    firewall,
    portName,
    proxyHeader,
    ipAddressSelectionPolicy,
    network,
    address,
    ipVersions,
    timeout,
    idleTimeoutFrom,
  } = service;
  return {
    firewall: firewall.map(({ sourceRanges, ports }) => ({
      sourceRanges: sourceRanges.map(({ text }) => text),
      ...(ports !== 'all' && { ports: ports.map(({ from, to }) => (from === to ? from : `${from}-${to}`)) }),
    })),
    ...(portName !== null && { portName }),
    proxyHeader,
    ipAddressSelectionPolicy,
    network,
    timeout: formatDurationUs(timeout),
    idleTimeoutFrom,
    address,
    ipVersions: [...ipVersions],
  };
}

export function backendReachMap({ port, namedPorts, ipStack }: ResolvedBackend): PlainMap {
  return { port, ...(Object.keys(namedPorts).length > 0 && { namedPorts: { ...namedPorts } }), ipStack };
}

export function memberReachMap({ listensOn, speaks, proxyHeader, perClientLimit }: ResolvedMember): PlainMap {
  return { listensOn: listensOn === 'any' ? listensOn : [...listensOn], speaks, proxyHeader, perClientLimit };
}

export function healthCheckReachMap({ type, port, proxyHeader }: ResolvedHealthCheck): PlainMap {
  return { type, port: port ?? 'USE_SERVING_PORT', proxyHeader };
}
