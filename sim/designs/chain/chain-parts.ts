/**
 * The parts of a chain, put together for a run: where clients' connections end, the tiers in series, and the members as in any design.
 */
import { makeLocalityPolicy } from '../../custom/make-policies.ts';
import { ConnectionStore } from '../../fleet/connection-store.ts';
import { Fleet } from '../../fleet/fleet.ts';
import { HealthChecks } from '../../fleet/health-checks.ts';
import { type LoadReports, loadReportsOf } from '../../fleet/load-reports.ts';
import { clientAnswer, Reachability } from '../../fleet/reachability.ts';
import { initialKnowledge, type SharedKnowledge } from '../../fleet/second-layer-gfes.ts';
import type { ResolvedChain } from '../../scenario/resolved-chain.ts';
import { hasServers } from '../../scenario/resolved-chain.ts';
import { FloodGate } from '../../tiers/flood-gate.ts';
import { MemberChoice } from '../anycast-proxy/member-choice.ts';
import { tlsRoundTrips } from '../anycast-proxy/round-trips.ts';
import type { DesignContext } from '../design-run.ts';
import { Configuration } from '../parts/configuration.ts';
import { Disconnection } from '../parts/disconnection.ts';
import { MemberDoors } from '../parts/member-doors.ts';
import { Members } from '../parts/members.ts';
import { ServerFloods } from '../parts/server-floods.ts';
import type { ChainEntry, EndListener } from './chain-entry.ts';
import { ChainFaults } from './chain-faults.ts';
import { type ChainTier, placeTiers } from './chain-tiers.ts';
import { DirectEntry } from './direct-entry.ts';
import { FormCourses } from './form-courses.ts';
import type { Journeys } from './journeys.ts';
import { MemberHop } from './member-hop.ts';
import { pickMember } from './member-pick.ts';
import { ProtectedEntry } from './protected-entry.ts';
import { Sites } from './sites.ts';
import { SlowClients } from './slow-clients.ts';

export interface ChainParts {
  /** Clients' connections. */
  readonly connections: ConnectionStore;
  readonly sites: Sites;
  readonly courses: FormCourses;
  readonly entry: ChainEntry;
  readonly tiers: readonly ChainTier[];
  readonly fleet: Fleet;
  readonly loadReports: LoadReports;
  readonly knowledge: SharedKnowledge;
  readonly configuration: Configuration;
  readonly members: Members;
  readonly faultTarget: ChainFaults;
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
  const fleet = new Fleet(plan, service.backends[0]!.member.serviceTime, kernel, work, streams, (row) =>
    hop.complete(row),
  );
  const loadReports = loadReportsOf(kernel, design.loadReport, plan, fleet, world.regions.length);
  const knowledge = initialKnowledge(plan, fleet.memberLoad, loadReports.shareFactor);
  // One learner: the last tier, whose servers share what they know.
  const configuration = new Configuration(kernel, design.propagation, plan, knowledge.memberCount, 1, 0);
  const reachability = new Reachability(service, plan, 1, clientAnswer);
  const doors = new MemberDoors(reachability, true, plan, work, fleet);
  const healthChecks = new HealthChecks(service.healthCheck, kernel, plan, knowledge, streams, (member, prober) =>
    doors.answerToProbe(member, prober),
  );
  const disconnection = new Disconnection(
    work,
    fleet,
    (member) => plan.backends[fleet.backendOf[member]!]!.regionIndex,
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
    1,
    plan.backends.length,
  );
  const pick = {
    journeys,
    backendsOfRegion: plan.backendsOfRegion,
    healthyCount: knowledge.healthyCount,
    known: configuration.knownByGfe(0),
    memberChoice,
    keepsClientAddress: service.sessionAffinity === 'CLIENT_IP',
  };
  const sites = new Sites(world, plan);
  const courses = new FormCourses(chain.course, chain.tiers.filter(hasServers).length, streams);
  const protection = protectionOf(context, chain, journeys, sites, listener.ended);
  const floods = new ServerFloods(new Float64Array(plan.slotCount).fill(design.packetRate.server), () => 0);
  let hop!: MemberHop;
  let slowClients: SlowClients | null = null;
  const placed = placeTiers(
    {
      kernel,
      streams,
      chain,
      siteCount: sites.count,
      journeys,
      courses,
      tlsTrips: tlsRoundTrips(service.tls),
      synRetransmission: design.synRetransmission,
      responseTimeoutUs: design.responseTimeout!.after,
    },
    protection === null ? listener.ended : protection.answered,
    (client) => slowClients!.closed(client),
    (answered) => {
      hop = new MemberHop(
        {
          kernel,
          journeys,
          fleet,
          loadReports,
          doors,
          disconnection,
          pick: (site, journey) => pickMember(pick, sites.regionOf[site]!, journey),
          regionOfSite: sites.regionOf,
          connectTimeout: design.connectTimeout,
          rejects: courses.rejectedByMembers,
          established: listener.established,
          orphaned: listener.orphaned,
        },
        answered,
      );
      return hop;
    },
  );
  if (protection !== null) protection.onward = placed.pooled!;
  const direct = placed.tcp === null ? null : new DirectEntry(placed.tcp, placed.tiers[0]!.servers, journeys);
  const { slowClients: slow } = context.traffic;
  // Flood protection ends slow clients' connections: no tier behind it ever sees them.
  if (direct !== null && slow !== undefined) slowClients = new SlowClients(context, slow, direct, journeys, sites);
  return {
    connections: new ConnectionStore(),
    sites,
    courses,
    entry: direct ?? protection!,
    tiers: placed.tiers,
    fleet,
    loadReports,
    knowledge,
    configuration,
    members,
    faultTarget: new ChainFaults({
      connections: work,
      fleet,
      healthChecks,
      members,
      configuration,
      disconnection,
      floods,
      // What its tiers meet they tell themselves.
      rules: null,
    }),
  };
}

/** `null` where clients connect to the first tier's servers themselves. */
function protectionOf(
  { kernel, design, population }: DesignContext,
  { tiers }: ResolvedChain,
  journeys: Journeys,
  sites: Sites,
  ended: EndListener,
): ProtectedEntry | null {
  const flood = tiers[0]!;
  if (flood.kind !== 'floodProtection') return null;
  const rateOf = (rate: typeof flood.rate) => (rate === null ? null : { perS: rate.perSecond, burst: rate.burst });
  const gates = Array.from(
    sites.regionOf,
    () =>
      new FloodGate({
        clientCount: population.clientCount,
        clientRate: rateOf(flood.clientRate),
        commonRate: rateOf(flood.rate),
        banUs: flood.ban,
      }),
  );
  return new ProtectedEntry({
    kernel,
    journeys,
    gates,
    tlsTrips: tlsRoundTrips(design.service.tls),
    responseTimeout: design.responseTimeout!.after,
    ended,
  });
}
