/**
 * The parts of a chain, put together for a run: where clients' connections end, the tiers in series,
 * and the members as in any design.
 */
import { makeLocalityPolicy } from '../../custom/make-policies.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import { HealthChecks } from '../../fleet/health-checks.ts';
import type { LoadReports } from '../../fleet/load-reports.ts';
import { clientAnswer, Reachability } from '../../fleet/reachability.ts';
import type { SharedKnowledge } from '../../fleet/shared-knowledge.ts';
import type { Journeys } from '../../fleet/tiers/journeys.ts';
import { chainServers } from '../../scenario/chain-servers.ts';
import type { ResolvedChain } from '../../scenario/resolved-chain.ts';
import { MemberChoice } from '../anycast-proxy/member-choice.ts';
import type { DesignContext } from '../design-run.ts';
import { Configuration } from '../parts/configuration.ts';
import { Disconnection } from '../parts/disconnection.ts';
import { MemberDoors } from '../parts/member-doors.ts';
import { memberFleet } from '../parts/member-fleet.ts';
import { Members } from '../parts/members.ts';
import { ServerFloods } from '../parts/server-floods.ts';
import type { EndListener } from './chain-entry.ts';
import { ChainFaults } from './chain-faults.ts';
import { type ChainWay, placeWay, waysOf } from './chain-way.ts';
import { MemberHop } from './member-hop.ts';
import { MemberPick } from './member-pick.ts';
import { SideShares } from './rollout/side-shares.ts';
import { Sites } from './sites.ts';
import { SlowClients } from './slow-clients.ts';
import { TierFaults } from './tier-faults.ts';
import { TierFloods } from './tier-floods.ts';
import { TierMachines } from './tier-machines.ts';

export interface ChainParts {
  readonly sites: Sites;
  /** [sideCount] the old chain; behind it the new one, where there is one. */
  readonly ways: readonly ChainWay[];
  /** Who takes which. */
  readonly shares: SideShares;
  readonly fleet: Fleet;
  readonly loadReports: LoadReports;
  readonly knowledge: SharedKnowledge;
  readonly configuration: Configuration;
  readonly members: Members;
  readonly faultTarget: ChainFaults;
  readonly machines: TierMachines;
}

/** What the design is told. */
export interface ChainListener {
  /** The client of a journey knows how it ended. */
  readonly ended: EndListener;
  /** A member has taken the request of a journey. */
  readonly established: (journey: number, member: number) => void;
  /** A member has served one that nobody waited for. */
  readonly orphaned: () => void;
}

export function assembleChain(
  context: DesignContext,
  chain: ResolvedChain,
  journeys: Journeys,
  listener: ChainListener,
): ChainParts {
  const { design, world, plan, kernel, streams, collector } = context;
  const { service } = design;
  const { work } = journeys;
  const { fleet, loadReports, knowledge } = memberFleet(
    context,
    work,
    (row) => hop.complete(row),
    (row) => disconnection.breakByServer(row),
  );
  // One learner: the last tier, whose servers share what they know.
  const configuration = new Configuration(kernel, design.propagation, plan, knowledge, 1, 0);
  const reachability = new Reachability(service, plan, 1, clientAnswer);
  const doors = new MemberDoors(reachability, true, plan, work, fleet);
  const healthChecks = new HealthChecks(service.healthCheck, kernel, plan, knowledge, streams, (member, prober) =>
    doors.answerToProbe(member, prober),
  );
  const disconnection = new Disconnection(
    work,
    fleet,
    (member) => fleet.regionOf[member]!,
    kernel,
    collector,
    (journey) => hop.cutOff(journey),
  );
  const members = new Members(
    {
      service,
      kernel,
      streams,
      collector,
      connections: work,
      fleet,
      memberCount: knowledge.memberCount,
      configuration,
      gfeCount: 1,
      openCountOf: () => work.openCount,
      healthChecks,
      loadReports,
      note: context.note,
    },
    disconnection,
  );
  const scene = { designId: design.id, streams, now: () => kernel.now };
  const localityContext = {
    backendCount: plan.backends.length,
    memberLoad: fleet.memberLoad,
    memberName: (member: number) => members.membership.nameOf(member),
  };
  const memberChoice = new MemberChoice(
    (number) => makeLocalityPolicy(design, context.modules, localityContext, scene, number),
    healthChecks,
    null,
    knowledge.revision,
    1,
    plan.backends.length,
  );
  const memberPick = new MemberPick({
    journeys,
    backendsOfRegion: plan.backendsOfRegion,
    knowledge,
    known: configuration.knownByGfe(0),
    memberChoice,
    keepsClientAddress: service.sessionAffinity === 'CLIENT_IP',
  });
  const sites = new Sites(world, plan);
  const floods = new ServerFloods(new Float64Array(plan.slotCount).fill(design.packetRate.server), () => 0);
  const shares = new SideShares(world.networks.length);
  const plans = waysOf(context, chain);
  const hop = new MemberHop({
    kernel,
    journeys,
    fleet,
    loadReports,
    doors,
    disconnection,
    memberPick,
    regionOfSite: sites.regionOf,
    connectTimeout: design.connectTimeout,
    rejects: plans.map(({ courses }) => courses.rejectedByMembers),
    established: listener.established,
    orphaned: listener.orphaned,
  });
  let slowClients: SlowClients | null = null;
  const ways = plans.map((wayPlan) =>
    placeWay({
      context,
      plan: wayPlan,
      journeys,
      sites,
      members: hop,
      ended: listener.ended,
      held: (client) => slowClients!.closed(client),
    }),
  );
  const { slowClients: slow } = context.traffic;
  const direct = ways.map(({ direct: entry }) => entry);
  // Flood protection ends slow clients' connections: no tier behind it ever sees them.
  if (slow !== undefined && direct.some((entry) => entry !== null))
    slowClients = new SlowClients(context, slow, direct, shares, journeys, sites);
  const regionIds = Array.from(sites.regionOf, (region) => world.regions[region]!.id);
  const servers = chainServers(chain, regionIds);
  return {
    sites,
    ways,
    shares,
    fleet,
    loadReports,
    knowledge,
    configuration,
    members,
    machines: new TierMachines(collector, kernel, servers, ways, sites),
    faultTarget: new ChainFaults(
      {
        connections: work,
        fleet,
        healthChecks,
        members,
        configuration,
        disconnection,
        floods,
        // What its tiers meet they tell themselves.
        rules: null,
      },
      new TierFaults(servers, ways),
      new TierFloods(servers, ways, design.packetRate.server, streams),
    ),
  };
}
