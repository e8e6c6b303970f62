/**
 * What stands between the load balancer and the members of a backend: firewall, ports, IP
 * family, PROXY header, protocol.
 *
 * Worked out for each zonal backend and each second-layer GFE or prober at the start, and anew for a GFE that comes to
 * speak another protocol; a connection looks it up. The cloud accepts these settings whatever they are, so a mismatch
 * shows only in what becomes of probes and connections.
 * Sources: Google Cloud, "TCP proxy load balancing overview" (firewall, named ports, PROXY protocol, no fallback
 * between TCP and SSL), Compute API (`ipAddressSelectionPolicy`, health checks).
 */
import { holdsAddress } from '../kernel/address-range.ts';
import { pinned } from '../kernel/pinned.ts';
import { factsOf } from '../scenario/backend-kinds.ts';
import type { ResolvedBackend, ResolvedFirewallRule, ResolvedService } from '../scenario/resolved-scenario.ts';
import { isEncrypted, type ServiceProtocol } from '../scenario/service-protocol.ts';
import { ANSWERS, IS_SILENT, REFUSES } from './answer.ts';
import type { FleetPlan } from './fleet-plan.ts';
import { gfeAddress, type IpFamily, proberAddress } from './source-addresses.ts';

/**
 * Besides ANSWERS, REFUSES and IS_SILENT: the member takes the connection, and what comes over it makes no sense to it.
 */
export const GARBLES = 3;
/** The member takes the connection and breaks it, because it speaks another protocol. */
export const BREAKS = 4;

export class Reachability {
  readonly #service: ResolvedService;
  readonly #plan: Pick<FleetPlan, 'backends'>;
  readonly #answerOf: typeof connectionAnswer;
  readonly #probers: number;
  readonly #gfeCount: number;
  /** [backendCount][gfeCount] ANSWERS, REFUSES, IS_SILENT, GARBLES or BREAKS. */
  readonly #connections: Uint8Array;
  /** [backendCount][probers] ANSWERS, REFUSES or IS_SILENT. */
  readonly #probes: Uint8Array;

  /**
   * @param gfeCount second-layer GFEs, or 1 where clients reach the members themselves
   * @param answerOf what a connection meets at members that are well
   */
  constructor(
    service: ResolvedService,
    plan: Pick<FleetPlan, 'backends'>,
    gfeCount: number,
    answerOf: typeof connectionAnswer = connectionAnswer,
  ) {
    const { probers } = service.healthCheck;
    this.#service = service;
    this.#plan = plan;
    this.#answerOf = answerOf;
    this.#probers = probers;
    this.#gfeCount = gfeCount;
    this.#connections = pinned(new Uint8Array(plan.backends.length * gfeCount));
    this.#probes = new Uint8Array(plan.backends.length * probers);
    for (let gfe = 0; gfe < gfeCount; gfe++) this.speak(gfe, service.protocol);
    this.#eachBackend((backend, index) => {
      for (let prober = 0; prober < probers; prober++) {
        this.#probes[index * probers + prober] = probeAnswer(service, backend, prober);
      }
    });
  }

  /** No member answers the connections of a second-layer GFE, until it speaks again. */
  silence(gfe: number): void {
    this.#eachBackend((_, index) => {
      this.#connections[index * this.#gfeCount + gfe] = IS_SILENT;
    });
  }

  /** A second-layer GFE's connections meet what they would had the service been given that protocol from the start. */
  speak(gfe: number, protocol: ServiceProtocol): void {
    const service = { ...this.#service, protocol };
    this.#eachBackend((backend, index) => {
      this.#connections[index * this.#gfeCount + gfe] = this.#answerOf(service, backend, gfe);
    });
  }

  /** What a connection from a second-layer GFE meets at a backend whose members are well. Hot. */
  ofConnection(backend: number, gfe: number): number {
    return this.#connections[backend * this.#gfeCount + gfe]!;
  }

  /** What a probe meets there. */
  ofProbe(backend: number, prober: number): number {
    return this.#probes[backend * this.#probers + prober]!;
  }

  #eachBackend(use: (backend: ResolvedBackend, index: number) => void): void {
    this.#plan.backends.forEach(({ backendId }, index) => {
      const backend = this.#service.backends.find(({ id }) => id === backendId);
      if (backend !== undefined) use(backend, index);
    });
  }
}

/**
 * What is met in the end, where the way and the member each have an answer: silence hides all, and a
 * member that is down the rest. Hot.
 */
export function combined(way: number, member: number): number {
  return way === IS_SILENT || member === ANSWERS ? way : member;
}

/**
 * What a connection from a second-layer GFE meets at members that are well; no firewall of the user's is
 * before serverless or the Internet.
 */
export function connectionAnswer(service: ResolvedService, backend: ResolvedBackend, gfe: number): number {
  if (!factsOf(backend.kind).isBalanced) return ANSWERS;
  const answer = synAnswer(service, backend, backend.port, (family) => gfeAddress(gfe, family));
  if (answer !== ANSWERS) return answer;
  if (service.proxyHeader !== backend.member.proxyHeader) return GARBLES;
  return isEncrypted(service.protocol) === (backend.member.speaks === 'SSL') ? ANSWERS : BREAKS;
}

/**
 * What a client's own packets meet, passed through: the firewall must let in everyone, since who comes is not known.
 * Assumption: clients speak whatever the server does, and nobody but a proxy sends a PROXY header.
 */
export function clientAnswer({ firewall, ipVersions }: ResolvedService, backend: ResolvedBackend): number {
  const { listensOn, proxyHeader } = backend.member;
  const isOpenTo = (bytes: number): boolean =>
    firewall.some(
      ({ sourceRanges, ports }) =>
        sourceRanges.some(({ network, prefixLength }) => network.length === bytes && prefixLength === 0) &&
        allowsPort(ports, backend.port),
    );
  if (!ipVersions.every((version) => isOpenTo(version === 'IPV4' ? 4 : 16))) return IS_SILENT;
  if (listensOn !== 'any' && !listensOn.includes(backend.port)) return REFUSES;
  return proxyHeader === 'NONE' ? ANSWERS : GARBLES;
}

/**
 * What a probe meets. One over TCP is content with the handshake; one over SSL fails at once where
 * the other end speaks otherwise.
 */
export function probeAnswer(service: ResolvedService, backend: ResolvedBackend, prober: number): number {
  if (!factsOf(backend.kind).isBalanced) return ANSWERS;
  const { type, port, proxyHeader } = service.healthCheck;
  const answer = synAnswer(service, backend, port ?? backend.port, (family) => proberAddress(prober, family));
  if (answer !== ANSWERS || type === 'TCP') return answer;
  return backend.member.speaks === 'SSL' && backend.member.proxyHeader === proxyHeader ? ANSWERS : REFUSES;
}

function synAnswer(
  service: ResolvedService,
  backend: ResolvedBackend,
  port: number,
  sourceAddress: (family: IpFamily) => readonly number[],
): number {
  const over = (family: IpFamily): number => {
    if (backend.ipStack !== 'DUAL' && backend.ipStack !== family) return IS_SILENT;
    if (!isAllowed(service, sourceAddress(family), port)) return IS_SILENT;
    const { listensOn } = backend.member;
    return listensOn === 'any' || listensOn.includes(port) ? ANSWERS : REFUSES;
  };
  switch (service.ipAddressSelectionPolicy) {
    case 'IPV4_ONLY':
      return over('IPV4');
    case 'IPV6_ONLY':
      return over('IPV6');
    case 'PREFER_IPV6': {
      // Happy eyeballs (RFC 8305): what IPv6 does not answer goes over IPv4.
      const overIpv6 = over('IPV6');
      return overIpv6 === ANSWERS ? ANSWERS : over('IPV4');
    }
  }
}

/**
 * Whether a rule lets the packet in; what no rule allows is dropped without an answer (VPC
 * firewall: implied deny of ingress).
 */
function isAllowed({ firewall }: ResolvedService, address: readonly number[], port: number): boolean {
  return firewall.some(
    ({ sourceRanges, ports }) => sourceRanges.some((range) => holdsAddress(range, address)) && allowsPort(ports, port),
  );
}

function allowsPort(ports: ResolvedFirewallRule['ports'], port: number): boolean {
  return ports === 'all' || ports.some(({ from, to }) => from <= port && port <= to);
}
