/**
 * Settings that servers learn one by one, and what the log says of them: rules of their firewalls, certificates
 * that clients refuse, names in DNS.
 */
import type { ResolvedEvent } from '../scenario/resolved-scenario.ts';
import type { World } from '../world/world.ts';
import type { FaultTarget, NetworkMask, Push } from './fault-target.ts';

/** `null` for an event that is no firewall rule. */
export function firewallMask({ frontEnd }: ResolvedEvent, { networks, metros }: World): NetworkMask | null {
  if (frontEnd?.kind !== 'firewall') return null;
  return Uint8Array.from(networks, ({ metroIndex }) => (frontEnd.metroIds.includes(metros[metroIndex]!.id) ? 1 : 0));
}

/** Returns what the log says; `null` for an event of another kind. */
export function beginServerSetting(
  { frontEnd }: ResolvedEvent,
  members: readonly number[],
  mask: NetworkMask | null,
  target: FaultTarget,
  push: Push,
): string | null {
  if (frontEnd?.kind === 'firewall') {
    const reached = target.pushFirewall(mask!, members, true, frontEnd.missing, push);
    if (reached === null) return 'firewall rule pushed: servers see no packets of clients';
    return `firewall rule pushed to ${members.length} servers: ${reached} will learn of it`;
  }
  if (frontEnd?.kind === 'dns') {
    const isTold = target.loseNames(members);
    return `the names of ${members.length} servers are gone from DNS${isTold ? '' : ': clients are told of none'}`;
  }
  if (frontEnd?.kind !== 'certificate') return null;
  const isSeen = target.spoilCertificates(members, frontEnd.fault, push);
  return isSeen
    ? `clients refuse the certificates of ${members.length} servers`
    : `the certificates of ${members.length} servers are bad: clients do not see them`;
}

/** The same for its end. */
export function endServerSetting(
  { frontEnd }: ResolvedEvent,
  members: readonly number[],
  mask: NetworkMask | null,
  target: FaultTarget,
  push: Push,
): string | null {
  if (frontEnd?.kind === 'firewall') {
    const reached = target.pushFirewall(mask!, members, false, frontEnd.missing, push);
    if (reached === null) return 'firewall rule withdrawn: servers saw no packets of clients';
    return `firewall rule withdrawn from ${members.length} servers: ${reached} will learn of it`;
  }
  if (frontEnd?.kind === 'dns') {
    target.restoreNames(members);
    return `the names of ${members.length} servers are back in DNS`;
  }
  if (frontEnd?.kind !== 'certificate') return null;
  target.renewCertificates(members);
  return `${members.length} servers have good certificates`;
}
