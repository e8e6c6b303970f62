/**
 * The parts of the anycast proxy, put together for a run. The order in which they are made is the order
 * of their events at equal times.
 */
import { makeLocalityPolicy, makeServicePolicy } from '../../custom/make-policies.ts';
import { AffinityMemory } from '../../fleet/affinity-memory.ts';
import { AutoCapacityDrain } from '../../fleet/auto-capacity-drain.ts';
import { ConnectionStore } from '../../fleet/connection-store.ts';
import { Fleet } from '../../fleet/fleet.ts';
import { HealthChecks } from '../../fleet/health-checks.ts';
import { type LoadReports, loadReportsOf } from '../../fleet/load-reports.ts';
import { OutlierDetection } from '../../fleet/outlier-detection.ts';
import { Reachability } from '../../fleet/reachability.ts';
import { Revision } from '../../fleet/revision.ts';
import { SecondLayerGfes } from '../../fleet/second-layer-gfes.ts';
import { type SecondLayerSites, secondLayerSites } from '../../fleet/second-layer-sites.ts';
import { initialKnowledge, type SharedKnowledge } from '../../fleet/shared-knowledge.ts';
import { toSeconds } from '../../kernel/time.ts';
import type { LocalityPolicy } from '../../policies/locality/locality-policy.ts';
import type { DesignContext } from '../design-run.ts';
import { Configuration } from '../parts/configuration.ts';
import { Disconnection } from '../parts/disconnection.ts';
import { MemberDoors } from '../parts/member-doors.ts';
import { Members } from '../parts/members.ts';
import { TierCounts } from '../parts/tier-counts.ts';
import { ClientRoutes } from './client-routes.ts';
import { EdgeFloods } from './edge-floods.ts';
import { type FrontEndListener, FrontEndServers } from './front-end-servers.ts';
import { GfeOfPop } from './gfe-of-pop.ts';
import { IdleTimeout } from './idle-timeout.ts';
import { MaglevTier } from './maglev-tier.ts';
import { MemberChoice } from './member-choice.ts';
import { MemberWays } from './member-ways.ts';
import { networkTierOf } from './network-tier.ts';
import { ProtocolPushes } from './protocol-pushes.ts';
import { ProxyFaults } from './proxy-faults.ts';
import { SecondLayer } from './second-layer.ts';
import { SecondLayerMachines } from './second-layer-machines.ts';
import { SecurityPolicy } from './security-policy.ts';
import { ServiceAddress } from './service-address.ts';

export interface ProxyParts {
  readonly connections: ConnectionStore;
  readonly fleet: Fleet;
  readonly loadReports: LoadReports;
  /** What all second-layer GFEs know alike: members and health. */
  readonly knowledge: SharedKnowledge;
  readonly configuration: Configuration;
  readonly sites: SecondLayerSites;
  readonly gfes: SecondLayerGfes;
  readonly address: ServiceAddress;
  /** `null` where connections are never silent. */
  readonly idleTimeout: IdleTimeout | null;
  readonly ways: MemberWays;
  readonly doors: MemberDoors;
  readonly healthChecks: HealthChecks;
  /** `null`: off. */
  readonly outliers: OutlierDetection | null;
  readonly routes: ClientRoutes;
  /** `null` without one. */
  readonly securityPolicy: SecurityPolicy | null;
  readonly maglevTier: MaglevTier;
  readonly floods: EdgeFloods;
  /** `null` where first-layer GFEs cost nothing. */
  readonly frontEndServers: FrontEndServers | null;
  readonly tierCounts: TierCounts;
  readonly secondLayerMachines: SecondLayerMachines;
  readonly secondLayer: SecondLayer;
  readonly disconnection: Disconnection;
  readonly members: Members;
  /** `null` without session affinity. */
  readonly affinity: AffinityMemory | null;
  readonly faultTarget: ProxyFaults;
}

/** How connections end, for the parts that end them. */
export interface ConnectionEnds {
  /** A connection comes to its own end. */
  complete(row: number): void;
  /** Counts a connection's outcome and forgets it. */
  end(row: number, region: number, outcome: number, latencyUs: number): void;
}

export function assembleProxy(context: DesignContext, ends: ConnectionEnds & FrontEndListener): ProxyParts {
  const { design, world, plan, kernel, collector, streams } = context;
  const { service } = design;
  const connections = new ConnectionStore(context.expectedOpen);
  const commonWork = service.backends[0]!.member.serviceTime;
  const fleet = new Fleet(
    plan,
    commonWork,
    kernel,
    connections,
    streams,
    (row) => ends.complete(row),
    (row) => {
      outliers?.failed(connections.secondLayerGfe(row), connections.member(row));
      disconnection.breakByServer(row);
    },
  );
  const sites = secondLayerSites(design, world, plan);
  const siteCount = sites.regions.length;
  const revision = new Revision();
  const loadReports = loadReportsOf(kernel, design.loadReport, plan, fleet, siteCount, revision);
  const knowledge = initialKnowledge(plan, fleet.memberLoad, loadReports.shareFactor, revision);
  const gfeCount = siteCount * design.secondLayer.gfesPerRegion;
  const { memberCount } = knowledge;
  const configuration = new Configuration(kernel, design.propagation, plan, knowledge, gfeCount, world.pops.length);
  const gfes = new SecondLayerGfes(
    design.secondLayer,
    design.serviceLbPolicy,
    sites,
    plan,
    knowledge,
    (gfe) => configuration.knownByGfe(gfe),
    (site) => loadReports.seenBy(site),
  );
  const reachability = new Reachability(service, plan, gfeCount);
  const doors = new MemberDoors(reachability, service.proxyHeader === 'PROXY_V1', plan, connections, fleet);
  const healthChecks = new HealthChecks(service.healthCheck, kernel, plan, knowledge, streams, (member, prober) =>
    doors.answerToProbe(member, prober),
  );
  const tier = networkTierOf(service, world);
  const routes = new ClientRoutes(world, tier, kernel);
  const maglevTier = new MaglevTier(design.edge, world.pops.length, connections, routes.paths, kernel, {
    rehashed: (row) => (disconnection.breakRehashed(row) ? 1 : 0),
    isHeldBeyond: () => true,
    frontEndsChanged: (pop, hasAny) => routes.setFrontEnds(pop, hasAny),
  });
  const secondLayerMachines = new SecondLayerMachines(siteCount, design.secondLayer.gfesPerRegion, revision);
  const nameOfGfe = (gfe: number): string => `${sites.regions[gfes.siteOf(gfe)]!.id}/${gfe % gfes.perRegion}`;
  const outliers =
    service.outlierDetection === null
      ? null
      : new OutlierDetection(
          service.outlierDetection,
          kernel,
          streams.stream('outlier-detection'),
          gfeCount,
          plan.slotCount,
          () => members.membership.memberCount.reduce((sum, count) => sum + count, 0),
          (gfe, member, isEjected, ejectedForUs) => {
            memberChoice.listChanged(gfe, fleet.backendOf[member]!);
            const name = members.membership.nameOf(member);
            const how = isEjected ? `ejects ${name} for ${toSeconds(ejectedForUs)} s` : `takes ${name} back`;
            context.note('outlierDetection', `GFE ${nameOfGfe(gfe)} ${how}`);
          },
        );
  const scene = { designId: design.id, streams, now: () => kernel.now };
  const localityContext = {
    backendCount: plan.backends.length,
    memberLoad: fleet.memberLoad,
    memberName: (member: number) => members.membership.nameOf(member),
  };
  const createPolicy = (number: number): LocalityPolicy =>
    makeLocalityPolicy(design, context.modules, localityContext, scene, number);
  const memberChoice = new MemberChoice(createPolicy, healthChecks, outliers, revision, gfeCount, plan.backends.length);
  const secondLayer = new SecondLayer(
    connections,
    gfes,
    new GfeOfPop(
      sites,
      plan.backendsOfRegion,
      gfes.perRegion,
      secondLayerMachines,
      configuration,
      revision,
      tier.onlyRegion,
    ),
    makeServicePolicy(design, context.modules, plan, world, scene),
    memberChoice,
    service.sessionAffinity === 'CLIENT_IP',
  );
  const disconnection = new Disconnection(
    connections,
    fleet,
    (member) => fleet.regionOf[member]!,
    kernel,
    collector,
    (row, region, outcome, latencyUs) => ends.end(row, region, outcome, latencyUs),
  );
  const members = new Members(
    {
      service,
      kernel,
      streams,
      collector,
      connections,
      fleet,
      memberCount,
      configuration,
      gfeCount,
      openCountOf: (gfe) => gfes.openCountOf(gfe),
      healthChecks,
      loadReports,
      note: context.note,
    },
    disconnection,
  );
  const hasAffinity = service.sessionAffinity === 'CLIENT_IP';
  const { membership } = members;
  const affinity = hasAffinity
    ? new AffinityMemory(
        (member) => membership.generationOf(member),
        (member) => healthChecks.isHealthy(member),
      )
    : null;
  const { autoCapacityDrain } = design.serviceLbPolicy;
  if (autoCapacityDrain.isEnabled) {
    const { isInService } = configuration.pushed;
    const view = { memberCount, healthyCount: knowledge.healthyCount, isInService };
    const drain = new AutoCapacityDrain(kernel, autoCapacityDrain.limit, view, configuration, (backend, on) =>
      context.note('autoCapacityDrain', `${on ? 'drain' : 'undrain'} ${plan.backends[backend]!.id}`),
    );
    healthChecks.watch((backend) => drain.review(backend));
    configuration.watch((backend) => drain.review(backend));
    plan.backends.forEach((_, backend) => {
      drain.review(backend);
    });
  }
  const { idle, ipv6Share } = context.traffic;
  const idleTimeout = idle === null ? null : new IdleTimeout(service, idle, connections, streams);
  const address = new ServiceAddress(service, ipv6Share);
  const securityPolicy = service.securityPolicy === null ? null : new SecurityPolicy(service.securityPolicy);
  const floods = new EdgeFloods(kernel, routes, maglevTier, design.packetRate.maglev, world.pops.length);
  const { server } = design.edge;
  const frontEndServers = server === undefined ? null : new FrontEndServers(context, server, connections, ends);
  const faultTarget = new ProxyFaults({
    connections,
    fleet,
    healthChecks,
    members,
    configuration,
    routes,
    maglevTier,
    secondLayerMachines,
    disconnection,
    address,
    floods,
    // Members see front ends only.
    rules: null,
    kernel,
    protocolPushes: new ProtocolPushes(service.protocol, reachability, configuration, gfeCount, kernel),
    isPremium: service.networkTier === 'PREMIUM',
    networkCount: world.networks.length,
  });
  return {
    address,
    floods,
    frontEndServers,
    tierCounts: new TierCounts(collector, kernel, [
      ...(frontEndServers === null ? [] : [frontEndServers]),
      ...fleet.tiers,
    ]),
    idleTimeout,
    connections,
    fleet,
    loadReports,
    knowledge,
    configuration,
    sites,
    gfes,
    ways: new MemberWays(sites, gfes, world.zoneRttUs),
    doors,
    healthChecks,
    outliers,
    routes,
    securityPolicy,
    maglevTier,
    secondLayerMachines,
    secondLayer,
    disconnection,
    members,
    affinity,
    faultTarget,
  };
}
