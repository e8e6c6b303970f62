/**
 * What only a design of kind `redirect` has, and what clients of any design do after a failure, as they are written.
 */
import { admissionMap, forumOptionsMap } from './normalise-forum-options.ts';
import type { PlainMap } from './plain-map.ts';
import type { ResolvedRedirect } from './resolved-redirect.ts';
import type { ResolvedRetry } from './resolved-retry.ts';
import { formatDurationUs, formatPercent } from './units.ts';

export function redirectMap(redirect: ResolvedRedirect): PlainMap {
  const { balancers, assignment, heartbeat, lease, failures, clientsAtStart, options } = redirect;
  return {
    balancers: {
      count: balancers.count,
      ...(balancers.isOnServers ? { onServers: true } : { regions: [...balancers.regions] }),
      discovery: balancers.discovery,
      serviceTime: formatDurationUs(balancers.serviceTime),
      workers: balancers.workers,
      backlog: balancers.backlog,
      takeover: formatDurationUs(balancers.takeover),
      ...(options.admission !== null && { admission: admissionMap(options.admission) }),
    },
    assignment,
    heartbeat: {
      interval: formatDurationUs(heartbeat.interval),
      missed: heartbeat.missed,
      ...(heartbeat.selfPreservation !== null && { selfPreservation: formatPercent(heartbeat.selfPreservation) }),
    },
    lease: {
      duration: lease.duration === null ? 'perpetual' : formatDurationUs(lease.duration),
      jitter: formatPercent(lease.jitter),
    },
    failures: [...failures],
    clientsAtStart,
    ...forumOptionsMap(options),
  };
}

export function retryMap({ tries, on, backoff, budget, giveUpAfter }: ResolvedRetry): PlainMap {
  return {
    tries,
    on: [...on],
    ...(backoff !== null && {
      backoff: { kind: backoff.kind, base: formatDurationUs(backoff.base), cap: formatDurationUs(backoff.cap) },
    }),
    ...(budget !== null && { budget: formatPercent(budget) }),
    ...(giveUpAfter !== null && { giveUpAfter: formatDurationUs(giveUpAfter) }),
  };
}
