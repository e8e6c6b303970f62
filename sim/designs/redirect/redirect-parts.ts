/**
 * The parts of the forum design, put together for a run: the servers as in any design, balancers with what they know, and what clients remember.
 */
import { ANSWERS } from '../../fleet/answer.ts';
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';
import type { ResolvedRedirect } from '../../scenario/resolved-redirect.ts';
import type { ConnectionEnds } from '../anycast-proxy/proxy-parts.ts';
import type { DesignContext } from '../design-run.ts';
import { ServerNames } from '../naming/server-names.ts';
import { type DirectServers, directMembers, directServers } from '../parts/direct-servers.ts';
import type { Members } from '../parts/members.ts';
import { AskStore } from './ask-store.ts';
import { Attackers } from './attackers.ts';
import { Balancers } from './balancers.ts';
import { ClientMemory } from './client-memory.ts';
import { Discovery } from './discovery.ts';
import { Heartbeats } from './heartbeats.ts';
import { RedirectFaults } from './redirect-faults.ts';
import { ServerChoice } from './server-choice.ts';

export interface RedirectParts extends DirectServers {
  readonly asks: AskStore;
  readonly members: Members;
  readonly balancers: Balancers;
  readonly discovery: Discovery;
  readonly heartbeats: Heartbeats;
  readonly choice: ServerChoice;
  readonly memory: ClientMemory;
  readonly names: ServerNames;
  readonly attackers: Attackers;
  readonly faultTarget: RedirectFaults;
}

export function assembleRedirect(
  context: DesignContext,
  redirect: ResolvedRedirect,
  naming: ResolvedNaming,
  ends: ConnectionEnds,
): RedirectParts {
  const { world, plan, kernel, streams, collector, population } = context;
  const servers = directServers(context, ends);
  const { connections, fleet, knowledge, configuration, disconnection, floods, rttsUs } = servers;
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
  const discovery = new Discovery(context, redirect.balancers, naming, balancers, rttsUs);
  const members = directMembers(context, servers, heartbeats);
  const balancerChanged = (balancer: number): void => {
    if (balancers.answerOf(balancer) === ANSWERS) heartbeats.balancerUp(balancer);
    else heartbeats.balancerDown(balancer);
    discovery.balancerChanged(balancer);
  };
  const attackers = new Attackers({
    kernel,
    collector,
    fleet,
    balancers,
    choice,
    floods,
    nameOf: (member) => members.membership.nameOf(member),
  });
  const faultTarget = new RedirectFaults(
    { connections, fleet, healthChecks: heartbeats, members, configuration, disconnection, floods },
    balancers,
    attackers,
    balancerChanged,
  );
  return {
    ...servers,
    asks: new AskStore(),
    members,
    balancers,
    discovery,
    heartbeats,
    choice,
    memory: new ClientMemory(population.clientCount, redirect.lease.duration !== null),
    names: new ServerNames(context, naming),
    attackers,
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
