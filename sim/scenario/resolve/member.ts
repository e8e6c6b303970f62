/** The member of a backend: the service's member with the backend's changes. */
import { type Duration, SECOND } from '../../kernel/time.ts';
import { merge } from '../document/merge.ts';
import type { MapNode } from '../document/node.ts';
import { serviceNulls } from '../document/null-rules.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedMember } from '../resolved-scenario.ts';
import { countOf } from '../schema/quantities.ts';
import { memberSchema } from '../schema/service.ts';
import { checkShape } from '../shape/check-shape.ts';
import { parsePercent } from '../units.ts';
import { resolveDistribution } from './distribution.ts';
import { resolveMemberTiers } from './member-tiers.ts';
import { durationOf } from './time.ts';

/**
 * Assumption: an event-driven server holds far more connections than its target capacity, so that capacity binds first
 * unless the author says otherwise.
 */
export const DEFAULT_WORKERS = 1_000;

/**
 * What nginx (`listen ... backlog`, on Linux), Apache httpd (`ListenBacklog`) and Node.js (`server.listen`) ask for by
 * default. Linux grants it since 5.4 (net.core.somaxconn 4096) and cut it to 128 before.
 */
export const DEFAULT_BACKLOG = 511;

/** Assumption: a virtual machine boots and its server starts within half a minute; a container is often faster. */
export const DEFAULT_STARTUP = (30 * SECOND) as Duration;

/** What a member is set up for unless it says otherwise: what the service sends. */
export type MemberDefaults = Pick<ResolvedMember, 'speaks' | 'proxyHeader'>;

/** `null` after a fault, which is reported. */
export function resolveMember(
  service: MapNode,
  changes: MapNode | null,
  configured: MemberDefaults,
  reporter: Reporter,
): ResolvedMember | null {
  const node = changes === null ? service : merge(service, changes, serviceNulls(reporter.problems));
  const own = reporter.on(node);
  const input = checkShape(memberSchema, own);
  if (input === null) return null;
  const serviceTime = resolveDistribution(input.serviceTime, ['serviceTime'], own);
  if (serviceTime === null) return null;
  const tiers = input.tiers === undefined ? undefined : resolveMemberTiers(input.tiers, own);
  if (tiers === null) return null;
  return {
    discipline: input.discipline ?? 'workers',
    workers: input.workers === undefined ? DEFAULT_WORKERS : countOf(input.workers),
    backlog: input.backlog === undefined ? DEFAULT_BACKLOG : countOf(input.backlog),
    startup: input.startup === undefined ? DEFAULT_STARTUP : durationOf(input.startup),
    serviceTime,
    customMetrics: Object.fromEntries(
      Object.entries(input.customMetrics ?? {}).map(([name, { idle, perConnection }]) => [
        name,
        { idle: shareOf(idle ?? 0), perConnection: shareOf(perConnection) },
      ]),
    ),
    listensOn: input.listensOn ?? 'any',
    speaks: input.speaks ?? configured.speaks,
    proxyHeader: input.proxyHeader ?? configured.proxyHeader,
    ...(tiers !== undefined && { tiers }),
    perClientLimit: input.perClientLimit === undefined ? 'none' : limitOf(input.perClientLimit),
  };
}

function shareOf(value: number | string): number {
  return typeof value === 'number' ? value : parsePercent(value)!;
}

function limitOf(input: number | string): number | 'none' {
  return input === 'none' ? input : countOf(input);
}
