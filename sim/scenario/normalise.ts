/**
 * A resolved scenario as a scenario file: every default explicit, every pattern expanded, every unit written out.
 *
 * It loads back to the same resolved scenario; `scenario.resolved.yaml` in a result directory is this.
 */
import { factsOf, placeKeyOf } from './backend-kinds.ts';
import type { Plain } from './document/node.ts';
import { type ParsedExpectation, quantitiesOf } from './expectation.ts';
import { amountText, autoscalerMap } from './normalise-autoscaler.ts';
import { clientsMap } from './normalise-clients.ts';
import { distributionMap } from './normalise-distribution.ts';
import { healthCheckMap } from './normalise-health-check.ts';
import { moduleMap, nameOrModule } from './normalise-module.ts';
import { outliersMap } from './normalise-outliers.ts';
import { payloadMap } from './normalise-payload.ts';
import { backendReachMap, memberReachMap, serviceReachMap } from './normalise-reachability.ts';
import { secondLayerMap } from './normalise-second-layer.ts';
import { securityPolicyMap } from './normalise-security-policy.ts';
import { serviceLbPolicyMap } from './normalise-service-lb-policy.ts';
import { WHOLE_RUN } from './resolve/windows.ts';
import type { FrontEndHappening } from './resolved-front-end.ts';
import type { ResolvedDraining, ResolvedRollingUpdate } from './resolved-membership.ts';
import type {
  ResolvedBackend,
  ResolvedCapacity,
  ResolvedDesign,
  ResolvedEvent,
  ResolvedMember,
  ResolvedQuestion,
  ResolvedScenario,
  ResolvedService,
  ResolvedTime,
  ResolvedTraffic,
  ResolvedWindow,
} from './resolved-scenario.ts';
import type { ResolvedWorld } from './resolved-world.ts';
import { WEEKDAYS } from './schema/time.ts';
import { formatDurationUs, formatMultiple, formatPercent, formatRatePerSecond } from './units.ts';

type PlainMap = { [key: string]: Plain };

/** `service`: the scenario's own, before the designs change it. */
export function normalise(scenario: ResolvedScenario, service: ResolvedService): PlainMap {
  const { name, question, answer, time, world, traffic, designs, events, experiment, expectations, windows, explain } =
    scenario;
  const shared = serviceMap(service);
  return {
    version: 1,
    name,
    ...(question !== null && { question }),
    ...(answer !== null && { answer }),
    time: timeMap(time),
    world: worldMap(world),
    service: shared,
    traffic: trafficMap(traffic),
    designs: Object.fromEntries(designs.map((design) => [design.id, designMap(design, shared)])),
    events: events.map(eventMap),
    experiment: {
      compare: designs.map((design) => design.id),
      ...(experiment.baseline !== null && { baseline: experiment.baseline }),
      replications: experiment.replications,
      seed: experiment.seed,
    },
    expect: expectations.map((expectation) => expectationMap(expectation, windows)),
    ...(explain.length > 0 && { explain: explain.map(questionMap) }),
  };
}

function timeMap({ duration, warmup, interval, startsAtUtcMinute, phases }: ResolvedTime): PlainMap {
  const clock = (value: number): string => String(value).padStart(2, '0');
  const [day, minute] = [Math.floor(startsAtUtcMinute / 1_440), startsAtUtcMinute % 1_440];
  return {
    duration: formatDurationUs(duration),
    warmup: formatDurationUs(warmup),
    interval: formatDurationUs(interval),
    startsAt: `${WEEKDAYS[day]} ${clock(Math.floor(minute / 60))}:${clock(minute % 60)}`,
    ...(phases.length > 0 && {
      phases: Object.fromEntries(
        phases.map(({ id, start, end }) => [id, { from: formatDurationUs(start), to: formatDurationUs(end) }]),
      ),
    }),
  };
}

function worldMap(world: ResolvedWorld): PlainMap {
  const { metroWeights, preferences } = world;
  return {
    extends: world.extends,
    clients: {
      ...(world.metroIds !== null && { metros: [...world.metroIds] }),
      weight: typeof metroWeights === 'string' ? metroWeights : { ...metroWeights },
      networksPerMetro: world.networksPerMetro,
      resolversPerNetwork: world.resolversPerNetwork,
    },
    catchment: {
      ...(typeof world.catchment === 'string'
        ? { profile: world.catchment }
        : { profile: world.catchment.profile, ...moduleMap(world.catchment.own) }),
      preferences: Object.fromEntries(Object.entries(preferences).map(([place, pops]) => [place, [...pops]])),
    },
    ...(world.popIds !== null && { pops: [...world.popIds] }),
    seed: world.seed,
  };
}

function serviceMap(service: ResolvedService): PlainMap {
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
    ...(metrics.length > 0 && { customMetrics: Object.fromEntries(metrics) }),
  };
}

function trafficMap(traffic: ResolvedTraffic): PlainMap {
  return {
    connections: {
      rate: formatRatePerSecond(traffic.connectionsPerSecond),
      hold: distributionMap(traffic.hold),
      ...payloadMap(traffic.payload),
      ...(traffic.idle !== null && { idle: distributionMap(traffic.idle) }),
    },
    shape: nameOrModule(traffic.shape),
    clients: clientsMap(traffic.clients),
    ipv6Share: formatPercent(traffic.ipv6Share),
    surges: Object.fromEntries(
      traffic.surges.map((surge) => [
        surge.id,
        {
          at: formatDurationUs(surge.at),
          metros: [...surge.metroIds],
          peak: formatMultiple(surge.peak),
          rise: formatDurationUs(surge.rise),
          hold: formatDurationUs(surge.hold),
          decay: formatDurationUs(surge.decay),
        },
      ]),
    ),
  };
}

/** `shared`: what the service of the design is written as changes of; with an empty map, all of it is written. */
export function designMap(design: ResolvedDesign, shared: PlainMap): PlainMap {
  const { connectionTable, backendUpdate } = design.edge;
  const isPassthrough = design.kind === 'networkPassthrough';
  return {
    kind: design.kind,
    service: changesBetween(shared, serviceMap(design.service)),
    ...(!isPassthrough && { serviceLbPolicy: serviceLbPolicyMap(design.serviceLbPolicy) }),
    edge: {
      maglevMachines: design.edge.maglevMachines,
      ...(!isPassthrough && { gfes: design.edge.gfes }),
      tableSize: design.edge.tableSize,
      connectionTable: { entries: connectionTable.entries, expiry: formatDurationUs(connectionTable.expiry) },
      ecmp: design.edge.ecmp,
      ...(!isPassthrough && {
        backendUpdate: { delay: formatDurationUs(backendUpdate.delay), spread: formatDurationUs(backendUpdate.spread) },
      }),
    },
    ...(!isPassthrough && { secondLayer: secondLayerMap(design.secondLayer) }),
    loadReport: {
      interval: formatDurationUs(design.loadReport.interval),
      delay: formatDurationUs(design.loadReport.delay),
      rateWindow: formatDurationUs(design.loadReport.rateWindow),
      correction: {
        gain: design.loadReport.correction.gain,
        most: formatMultiple(design.loadReport.correction.most),
      },
    },
    propagation: {
      delay: formatDurationUs(design.propagation.delay),
      spread: formatDurationUs(design.propagation.spread),
    },
    connectTimeout: formatDurationUs(design.connectTimeout),
    ...(Object.keys(design.labels).length > 0 && { labels: { ...design.labels } }),
  };
}

/** What a kind of design has no meaning for is not written. */
function withoutKeys(map: PlainMap, keys: readonly string[]): PlainMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

/** The layer that turns `base` into `target` when it is merged over it: what differs, and `null` for what is gone. */
function changesBetween(base: PlainMap, target: PlainMap): PlainMap {
  const changes: PlainMap = {};
  for (const key of Object.keys(base)) if (!Object.hasOwn(target, key)) changes[key] = null;
  for (const [key, value] of Object.entries(target)) {
    const below = Object.hasOwn(base, key) ? base[key]! : null;
    if (JSON.stringify(below) === JSON.stringify(value)) continue;
    changes[key] = isMap(below) && isMap(value) && key !== 'serviceTime' ? changesBetween(below, value) : value;
  }
  return changes;
}

function isMap(value: Plain): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function eventMap(event: ResolvedEvent): PlainMap {
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
    case 'scan':
      return { connections: frontEnd.connections };
    case 'recreate':
      return { dnsTtl: formatDurationUs(frontEnd.dnsTtl) };
    case 'push':
      return { protocol: frontEnd.protocol, unreachable: formatDurationUs(frontEnd.unreachable) };
  }
}

function expectationMap(expectation: ParsedExpectation, windows: readonly ResolvedWindow[]): PlainMap {
  const { id, that, designIds, confidence, hold, severity } = expectation;
  const isNamed = quantitiesOf(expectation).every(({ designId }) => designId !== null);
  return {
    id,
    that,
    ...(!isNamed && { for: [...designIds] }),
    ...windowMap(windows[expectation.windowIndex]!.id),
    ...(hold === null ? { confidence: formatPercent(confidence) } : { hold: formatPercent(hold) }),
    severity,
  };
}

function questionMap({ id, designId, metroId, at, until, count }: ResolvedQuestion): PlainMap {
  return {
    id,
    ...(designId !== null && { design: designId }),
    metro: metroId,
    at: formatDurationUs(at),
    for: formatDurationUs(until - at),
    count,
  };
}

/** The keys that ask for a window, read from its id. */
function windowMap(id: string): PlainMap {
  const [whole, settle] = id.split('+') as [string, string | undefined];
  const [from, to] = whole.split('..') as [string, string | undefined];
  return {
    ...(whole !== WHOLE_RUN && { during: to === undefined ? whole : { from, to } }),
    ...(settle !== undefined && { settle }),
  };
}
