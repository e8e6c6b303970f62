/** `service` as it is written: backends, members, health checks and all that has a default. */
import { factsOf, placeKeyOf } from './backend-kinds.ts';
import type { Plain } from './document/node.ts';
import { autoscalerMap } from './normalise-autoscaler.ts';
import { memberTiersMap } from './normalise-chain.ts';
import { distributionMap } from './normalise-distribution.ts';
import { healthCheckMap } from './normalise-health-check.ts';
import { nameOrModule } from './normalise-module.ts';
import { outliersMap } from './normalise-outliers.ts';
import { backendReachMap, memberReachMap, serviceReachMap } from './normalise-reachability.ts';
import { securityPolicyMap } from './normalise-security-policy.ts';
import { type PlainMap, withoutKeys } from './plain-map.ts';
import type { ResolvedDraining } from './resolved-membership.ts';
import type { ResolvedBackend, ResolvedCapacity, ResolvedMember, ResolvedService } from './resolved-scenario.ts';
import { formatDurationUs } from './units.ts';

export function serviceMap(service: ResolvedService): PlainMap {
  const { healthCheck, backends } = service;
  const isClassic = service.loadBalancingScheme === 'EXTERNAL';
  const isPassthrough = service.failoverPolicy !== null;
  return {
    protocol: service.protocol,
    port: service.port,
    loadBalancingScheme: service.loadBalancingScheme,
    networkTier: service.networkTier,
    ...(service.region !== null && { region: service.region }),
    sessionAffinity: service.sessionAffinity,
    ...(!isClassic && { localityLbPolicy: nameOrModule(service.localityLbPolicy) }),
    ...(service.tls !== 'none' && { tls: service.tls }),
    connectionDraining: withoutKeys(drainingMap(service.connectionDraining), isPassthrough ? ['closeWithin'] : []),
    ...withoutKeys(serviceReachMap(service), isPassthrough ? ['timeout', 'idleTimeoutFrom'] : []),
    ...outliersMap(service),
    ...securityPolicyMap(service),
    ...(service.failoverPolicy !== null && { failoverPolicy: { ...service.failoverPolicy } }),
    ...(backends.some(({ kind }) => factsOf(kind).isBalanced) && {
      healthCheck: healthCheckMap(healthCheck),
    }),
    backends: Object.fromEntries(backends.map((backend) => [backend.id, backendMap(backend)])),
    // Every backend says its own; the service's is what a further backend would start from.
    member: memberMap(backends[0]!.member),
  };
}

function backendMap(backend: ResolvedBackend): PlainMap {
  const placeKey = placeKeyOf(backend);
  const { isBalanced } = factsOf(backend.kind);
  return {
    [placeKey]: placeKey === 'region' ? backend.region : backend.zones[0]!.zone,
    type: backend.kind === 'REGIONAL_INSTANCE_GROUP' ? 'INSTANCE_GROUP' : backend.kind,
    members: backend.zones.reduce((sum, { members }) => sum + members, 0),
    ...(isBalanced && { ...capacityMap(backend), capacityScaler: backend.capacityScaler }),
    ...backendReachMap(backend),
    ...(backend.isFailover && { failover: true }),
    ...(backend.preference === 'PREFERRED' && { preference: backend.preference }),
    ...(backend.autoscaler !== null && { autoscaler: autoscalerMap(backend.autoscaler) }),
    member: memberMap(backend.member),
  };
}

function capacityMap(capacity: ResolvedCapacity): PlainMap {
  const { balancingMode, capacityField, capacityValue, maxUtilization, customMetrics, trafficDuration } = capacity;
  return {
    balancingMode,
    ...(capacityField !== null && { [capacityField]: capacityValue }),
    ...(maxUtilization !== null && { maxUtilization }),
    ...(customMetrics.length > 0 && {
      customMetrics: customMetrics.map(({ name, maxUtilization: target, dryRun }) => ({
        name,
        maxUtilization: target,
        dryRun,
      })),
    }),
    ...(trafficDuration !== 'SHORT' && { trafficDuration }),
  };
}

function drainingMap(draining: ResolvedDraining): PlainMap {
  const { drainingTimeout, sharedWith, closeWithin, closing, onDetach, terminationDelay } = draining;
  return {
    drainingTimeout: formatDurationUs(drainingTimeout),
    sharedWith: sharedWith.map(formatDurationUs),
    closeWithin: formatDurationUs(closeWithin),
    closing,
    onDetach,
    terminationDelay: formatDurationUs(terminationDelay),
  };
}

function memberMap(member: ResolvedMember): PlainMap {
  const { discipline, workers, backlog, startup, serviceTime, customMetrics } = member;
  const metrics = Object.entries(customMetrics).map(([name, metric]): [string, Plain] => [name, { ...metric }]);
  return {
    discipline,
    workers,
    backlog,
    startup: formatDurationUs(startup),
    serviceTime: distributionMap(serviceTime),
    ...memberReachMap(member),
    ...(member.tiers !== undefined && { tiers: memberTiersMap(member.tiers) }),
    ...(metrics.length > 0 && { customMetrics: Object.fromEntries(metrics) }),
  };
}
