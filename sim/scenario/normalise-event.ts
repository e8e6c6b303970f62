/** An event as it is written: its instant, its action with the selector, and what that takes. */
import { amountText } from './normalise-autoscaler.ts';
import { rolloutMap } from './normalise-rollout.ts';
import type { PlainMap } from './plain-map.ts';
import type { FrontEndHappening } from './resolved-front-end.ts';
import type { ResolvedRollingUpdate } from './resolved-membership.ts';
import type { ResolvedEvent } from './resolved-scenario.ts';
import { formatDurationUs, formatMultiple, formatPercent, formatRatePerSecond } from './units.ts';

export function eventMap(event: ResolvedEvent): PlainMap {
  const {
    id,
    at,
    until,
    action,
    target,
    capacityScaler,
    weight,
    members,
    rollingUpdate,
    upgrade,
    cutOff,
    faultWay,
    degradation,
    frontEnd,
    designIds,
  } = event;
  return {
    id,
    at: formatDurationUs(at),
    // How long an upgrade takes follows from its own times.
    ...(until !== null && upgrade === null && { for: formatDurationUs(until - at) }),
    [action]: {
      ...(target.kind !== 'service' && { [target.kind]: [...target.ids] }),
      ...(frontEnd !== null && frontEndMap(frontEnd)),
      ...(capacityScaler !== null && { capacityScaler }),
      ...(weight !== null && { weight }),
      ...(members !== null && { members: members.count }),
      ...(members !== null && members.startup !== null && { startup: formatDurationUs(members.startup) }),
      ...(rollingUpdate !== null && rollingUpdateMap(rollingUpdate)),
      ...(upgrade !== null && {
        downtime: formatDurationUs(upgrade.downtime),
        gap: formatDurationUs(upgrade.gap),
      }),
      ...(cutOff !== null && { from: [...cutOff] }),
      ...(faultWay !== null && { as: faultWay }),
      ...(degradation !== null && {
        errorShare: formatPercent(degradation.errorShare),
        slowdown: formatMultiple(degradation.slowdown),
        probes: degradation.passesProbes ? 'pass' : 'fail',
      }),
    },
    ...(designIds !== null && { designs: [...designIds] }),
  };
}

function rollingUpdateMap(update: ResolvedRollingUpdate): PlainMap {
  const { maxSurge, maxUnavailable, startup, attachDelay, detachDelay, pod, minReady, readinessGate, order } = update;
  return {
    maxSurge: amountText(maxSurge),
    maxUnavailable: amountText(maxUnavailable),
    ...(startup !== null && { startup: formatDurationUs(startup) }),
    attachDelay: formatDurationUs(attachDelay),
    detachDelay: formatDurationUs(detachDelay),
    ...(pod !== null && {
      preStop: formatDurationUs(pod.preStop),
      terminationGracePeriod: formatDurationUs(pod.terminationGracePeriod),
    }),
    minReady: formatDurationUs(minReady),
    readinessGate,
    order,
  };
}

function frontEndMap(frontEnd: FrontEndHappening): PlainMap {
  switch (frontEnd.kind) {
    case 'synFlood':
      return { synFlood: formatRatePerSecond(frontEnd.perSecond) };
    case 'flood':
      return {
        flood: formatRatePerSecond(frontEnd.perSecond),
        ...(frontEnd.isOnCollected && { collected: true }),
        ...(frontEnd.metroIds !== null && { from: [...frontEnd.metroIds] }),
        ...(frontEnd.followEvery !== null && { follow: formatDurationUs(frontEnd.followEvery) }),
      };
    case 'asks':
      return {
        asks: formatRatePerSecond(frontEnd.perSecond),
        ...(frontEnd.metroIds !== null && { from: [...frontEnd.metroIds] }),
      };
    case 'firewall':
      return { block: [...frontEnd.metroIds], missing: formatPercent(frontEnd.missing) };
    case 'certificate':
    case 'dns':
      return { is: frontEnd.fault };
    case 'scan':
      return { connections: frontEnd.connections };
    case 'recreate':
      return { dnsTtl: formatDurationUs(frontEnd.dnsTtl) };
    case 'push':
      return { protocol: frontEnd.protocol, unreachable: formatDurationUs(frontEnd.unreachable) };
    case 'rollout':
      return rolloutMap(frontEnd.rollout);
  }
}
