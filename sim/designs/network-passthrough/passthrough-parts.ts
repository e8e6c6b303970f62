/**
 * The parts of a passthrough balancer, put together for a run: those of the proxy that it shares, and its
 * active pool in place of the GFEs.
 */
import { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import { HealthChecks } from '../../fleet/health-checks.ts';
import type { LoadReports } from '../../fleet/load-reports.ts';
import { ATTACHED } from '../../fleet/membership/membership.ts';
import { clientAnswer, Reachability } from '../../fleet/reachability.ts';
import type { SharedKnowledge } from '../../fleet/shared-knowledge.ts';
import { DRAINED } from '../../metrics/break-cause.ts';
import { LOCALITY_POLICIES } from '../../policies/locality/locality-policy-registry.ts';
import { ClientRoutes } from '../anycast-proxy/client-routes.ts';
import { EdgeFloods } from '../anycast-proxy/edge-floods.ts';
import { MaglevTier } from '../anycast-proxy/maglev-tier.ts';
import type { ConnectionEnds } from '../anycast-proxy/proxy-parts.ts';
import { SecondLayerMachines } from '../anycast-proxy/second-layer-machines.ts';
import { ServiceAddress } from '../anycast-proxy/service-address.ts';
import type { DesignContext } from '../design-run.ts';
import { Configuration } from '../parts/configuration.ts';
import { Disconnection } from '../parts/disconnection.ts';
import { MemberDoors } from '../parts/member-doors.ts';
import { memberFleet } from '../parts/member-fleet.ts';
import { Members } from '../parts/members.ts';
import { ServerRules } from '../parts/server-rules.ts';
import { TierCounts } from '../parts/tier-counts.ts';
import { ActivePool, FAILOVER, LAST_RESORT, NOBODY, PRIMARIES } from './active-pool.ts';
import { PassthroughFaults } from './passthrough-faults.ts';
import { passthroughTier } from './passthrough-tier.ts';

export interface PassthroughParts {
  readonly connections: ConnectionStore;
  readonly fleet: Fleet;
  readonly loadReports: LoadReports;
  readonly tierCounts: TierCounts;
  readonly knowledge: SharedKnowledge;
  readonly configuration: Configuration;
  readonly doors: MemberDoors;
  readonly healthChecks: HealthChecks;
  readonly routes: ClientRoutes;
  readonly maglevTier: MaglevTier;
  readonly floods: EdgeFloods;
  readonly disconnection: Disconnection;
  readonly members: Members;
  readonly address: ServiceAddress;
  readonly pool: ActivePool;
  /** Region of the address. */
  readonly region: number;
  /** What a flow is hashed by: the client's address with session affinity CLIENT_IP, else all of the 5-tuple. */
  readonly hashOf: (row: number) => number;
  readonly faultTarget: PassthroughFaults;
}

/** What the log calls the sides of the pool. */
const SIDE_NAMES: Readonly<Record<number, string>> = {
  [PRIMARIES]: 'the healthy primaries',
  [FAILOVER]: 'the failover backends',
  [LAST_RESORT]: 'all primaries, as a last resort',
  [NOBODY]: 'nobody: connections are dropped',
};

export function assemblePassthrough(context: DesignContext, ends: ConnectionEnds): PassthroughParts {
  const { design, world, plan, kernel, collector, streams } = context;
  const { service } = design;
  const connections = new ConnectionStore(context.expectedOpen);
  const { fleet, loadReports, knowledge } = memberFleet(
    context,
    connections,
    (row) => ends.complete(row),
    (row) => disconnection.breakByServer(row),
  );
  const { memberCount } = knowledge;
  // One learner: the balancer's control plane, which all Maglev machines follow.
  const configuration = new Configuration(kernel, design.propagation, plan, knowledge, 1, 0);
  const reachability = new Reachability(service, plan, 1, clientAnswer);
  const rules = new ServerRules({ kernel, propagation: design.propagation, memberCount: plan.slotCount });
  const doors = new MemberDoors(reachability, true, plan, connections, fleet, rules);
  const healthChecks = new HealthChecks(service.healthCheck, kernel, plan, knowledge, streams, (member, prober) =>
    doors.answerToProbe(member, prober),
  );
  const tier = passthroughTier(service, world);
  const routes = new ClientRoutes(world, tier, kernel);
  const keepsClient = service.sessionAffinity === 'CLIENT_IP';
  // A machine that does not remember a flow picks its member anew, at any packet of it.
  if (keepsClient) connections.keepSetups();
  const hashOf = (row: number): number => (keepsClient ? connections.clientHash(row) : connections.flowHash(row));
  // What a machine's table would name is the member, so each PoP has one "GFE": the pool.
  const maglevTier = new MaglevTier({ ...design.edge, gfes: 1 }, world.pops.length, connections, routes.paths, kernel, {
    rehashed: (row) => (disconnection.breakRehashed(row) ? 1 : 0),
    isHeldBeyond: (row) => pool.memberFor(hashOf(row)) === connections.member(row),
    frontEndsChanged: (pop, hasAny) => routes.setFrontEnds(pop, hasAny),
  });
  const disconnection = new Disconnection(
    connections,
    fleet,
    () => tier.region,
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
      gfeCount: 1,
      openCountOf: () => connections.openCount,
      healthChecks,
      loadReports,
      note: context.note,
    },
    disconnection,
  );
  const { membership } = members;
  const isFailover = Uint8Array.from(plan.backends, ({ backendId }) =>
    service.backends.some(({ id, isFailover: is }) => id === backendId && is) ? 1 : 0,
  );
  const table = LOCALITY_POLICIES.MAGLEV.create({
    backendCount: 1,
    memberLoad: fleet.memberLoad,
    memberName: (member) => membership.nameOf(member),
  });
  const pool = new ActivePool(
    {
      kernel,
      policy: service.failoverPolicy!,
      isFailover,
      memberCount,
      configuration: configuration.knownByGfe(0),
      healthyMembers: (backend) => healthChecks.healthyMembers(backend),
      allMembers: (backend) => membership.membersIn(backend, ATTACHED),
      table,
    },
    {
      changed: () => maglevTier.reviewUnremembered(),
      switched: (side, healthy, count) =>
        context.note('activePool', `${SIDE_NAMES[side]}: ${healthy} of ${count} primaries are healthy`),
      drained: (isOfFailover) =>
        disconnection.breakWhere(
          (row) => (isFailover[fleet.backendOf[connections.member(row)]!] === 1) === isOfFailover,
          'reset',
          DRAINED,
        ),
    },
  );
  healthChecks.watch(() => pool.review());
  configuration.watch(() => pool.review());
  configuration.watchLearning(() => pool.review());
  const address = new ServiceAddress(service, context.traffic.ipv6Share);
  const floods = new EdgeFloods(kernel, routes, maglevTier, design.packetRate.maglev, world.pops.length);
  const faultTarget = new PassthroughFaults({
    connections,
    fleet,
    healthChecks,
    members,
    configuration,
    routes,
    maglevTier,
    secondLayerMachines: new SecondLayerMachines(0, 0, knowledge.revision),
    disconnection,
    address,
    floods,
    rules,
    kernel,
    protocolPushes: null,
    // Only GFEs answer SYNs to ports that no rule names.
    isPremium: false,
    networkCount: world.networks.length,
  });
  return {
    connections,
    fleet,
    loadReports,
    tierCounts: new TierCounts(collector, kernel, fleet.tiers),
    knowledge,
    configuration,
    doors,
    healthChecks,
    routes,
    maglevTier,
    floods,
    disconnection,
    members,
    address,
    pool,
    region: tier.region,
    hashOf,
    faultTarget,
  };
}
