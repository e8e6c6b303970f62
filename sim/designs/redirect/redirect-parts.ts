/**
 * The parts of the forum design, put together for a run: the servers as in any design, balancers with what they know, and what clients remember.
 */
import { ANSWERS } from '../../fleet/answer.ts';
import { ConnectionStore } from '../../fleet/connection-store.ts';
import { Fleet } from '../../fleet/fleet.ts';
import { type LoadReports, loadReportsOf } from '../../fleet/load-reports.ts';
import { clientAnswer, Reachability } from '../../fleet/reachability.ts';
import { initialKnowledge, type SharedKnowledge } from '../../fleet/second-layer-gfes.ts';
import type { ResolvedRedirect } from '../../scenario/resolved-redirect.ts';
import { unicastRttsUs } from '../../world/unicast.ts';
import type { ConnectionEnds } from '../anycast-proxy/proxy-parts.ts';
import type { DesignContext } from '../design-run.ts';
import { Configuration } from '../parts/configuration.ts';
import { Disconnection } from '../parts/disconnection.ts';
import { MemberDoors } from '../parts/member-doors.ts';
import { Members } from '../parts/members.ts';
import { AskStore } from './ask-store.ts';
import { Balancers } from './balancers.ts';
import { ClientMemory } from './client-memory.ts';
import { DirectPaths } from './direct-paths.ts';
import { Discovery } from './discovery.ts';
import { Heartbeats } from './heartbeats.ts';
import { RedirectFaults } from './redirect-faults.ts';
import { ServerChoice } from './server-choice.ts';

export interface RedirectParts {
  readonly connections: ConnectionStore;
  readonly asks: AskStore;
  readonly fleet: Fleet;
  readonly loadReports: LoadReports;
  readonly knowledge: SharedKnowledge;
  readonly configuration: Configuration;
  readonly doors: MemberDoors;
  readonly disconnection: Disconnection;
  readonly members: Members;
  readonly balancers: Balancers;
  readonly discovery: Discovery;
  readonly heartbeats: Heartbeats;
  readonly choice: ServerChoice;
  readonly memory: ClientMemory;
  readonly routes: DirectPaths;
  /** [networkCount][regionCount] us */
  readonly rttsUs: Float64Array;
  readonly faultTarget: RedirectFaults;
}

export function assembleRedirect(
  context: DesignContext,
  redirect: ResolvedRedirect,
  ends: ConnectionEnds,
): RedirectParts {
  const { design, world, plan, kernel, collector, streams, population } = context;
  const { service } = design;
  const connections = new ConnectionStore();
  const fleet = new Fleet(plan, service.backends[0]!.member.serviceTime, kernel, connections, streams, (row) =>
    ends.complete(row),
  );
  const loadReports = loadReportsOf(kernel, design.loadReport, plan, fleet, world.regions.length);
  const knowledge = initialKnowledge(plan, fleet.memberLoad, loadReports.shareFactor);
  // One learner: what the balancers share.
  const configuration = new Configuration(kernel, design.propagation, plan, knowledge.memberCount, 1, 0);
  const reachability = new Reachability(service, plan, 1, clientAnswer);
  const doors = new MemberDoors(reachability, true, plan, connections, fleet);
  const hosts = plan.backends.flatMap(({ firstMember, initialMembers }) =>
    Array.from({ length: initialMembers }, (_, number) => firstMember + number),
  );
  const regionIds = world.regions.map(({ id }) => id);
  const balancers = new Balancers(redirect.balancers, fleet, hosts, regionIds);
  const heartbeats = new Heartbeats(
    redirect.heartbeat,
    balancers.count,
    kernel,
    plan,
    streams,
    (member) => fleet.probeAnswerOf(member) === ANSWERS,
    (balancer, member, isAlive) => {
      choice.heardOf(balancer, member, isAlive);
      const backend = fleet.backendOf[member]!;
      knowledge.healthyCount[backend] = countAlive(heartbeats, plan.backends[backend]!);
    },
  );
  const rttsUs = unicastRttsUs(world);
  const known = configuration.knownByGfe(0);
  const choice = new ServerChoice(
    redirect.assignment,
    balancers.count,
    fleet,
    heartbeats,
    known,
    rttsUs,
    world.regions.length,
  );
  heartbeats.begin();
  configuration.watchLearning(() => choice.configurationChanged());
  const discovery = new Discovery(redirect.balancers, balancers, kernel, (what) => context.note('discovery', what));
  const disconnection = new Disconnection(
    connections,
    fleet,
    (member) => plan.backends[fleet.backendOf[member]!]!.regionIndex,
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
      memberCount: knowledge.memberCount,
      configuration,
      gfeCount: 1,
      openCountOf: () => connections.openCount,
      healthChecks: heartbeats,
      loadReports,
      note: context.note,
    },
    disconnection,
  );
  const balancerChanged = (balancer: number): void => {
    if (balancers.answerOf(balancer) === ANSWERS) heartbeats.balancerUp(balancer);
    else heartbeats.balancerDown(balancer);
    discovery.balancerChanged();
  };
  const faultTarget = new RedirectFaults(
    { connections, fleet, healthChecks: heartbeats, members, configuration, disconnection },
    balancers,
    balancerChanged,
  );
  return {
    connections,
    asks: new AskStore(),
    fleet,
    loadReports,
    knowledge,
    configuration,
    doors,
    disconnection,
    members,
    balancers,
    discovery,
    heartbeats,
    choice,
    memory: new ClientMemory(population.clientCount, redirect.lease.duration !== null),
    routes: new DirectPaths(world),
    rttsUs,
    faultTarget,
  };
}

function countAlive(
  heartbeats: Heartbeats,
  { firstMember, slotCount }: { readonly firstMember: number; readonly slotCount: number },
): number {
  let count = 0;
  for (let member = firstMember; member < firstMember + slotCount; member++) {
    if (heartbeats.isHealthy(member)) count++;
  }
  return count;
}
