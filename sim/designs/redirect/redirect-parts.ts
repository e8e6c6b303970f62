/**
 * The parts of the forum design, put together for a run: the servers as in any design, balancers with what they
 * know, and what clients remember.
 */
import { ANSWERS } from '../../fleet/answer.ts';
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';
import type { ResolvedRedirect } from '../../scenario/resolved-redirect.ts';
import type { ConnectionEnds } from '../anycast-proxy/proxy-parts.ts';
import type { DesignContext } from '../design-run.ts';
import { ServerNames } from '../naming/server-names.ts';
import { type DirectServers, directMembers, directServers } from '../parts/direct-servers.ts';
import type { Members } from '../parts/members.ts';
import { Admission } from './admission.ts';
import { AskStore } from './ask-store.ts';
import { Assignments } from './assignments.ts';
import { Attackers } from './attackers.ts';
import { Balancers } from './balancers.ts';
import { ClientMemory } from './client-memory.ts';
import { ClientReports } from './client-reports.ts';
import { Discovery } from './discovery.ts';
import { Heartbeats } from './heartbeats.ts';
import { hearsLoads, LoadBeats } from './load-beats.ts';
import { RedirectFaults } from './redirect-faults.ts';
import { Rogues } from './rogues.ts';
import { SendingOn, sendsOn } from './sending-on.ts';
import { ServerChoice } from './server-choice.ts';

/** Of averages that nobody asks for. */
const AT_ONCE = 1;

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
  readonly assignments: Assignments;
  /** `null` where no server sends anybody on. */
  readonly sendingOn: SendingOn | null;
  /** `null` where everybody is let in. */
  readonly admission: Admission | null;
  /** `null` where nobody but the operator registers servers. */
  readonly rogues: Rogues | null;
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
  const { connections, fleet, knowledge, configuration, disconnection, floods, rules, rttsUs } = servers;
  const hosts = plan.backends.flatMap(({ firstMember, initialMembers }) =>
    Array.from({ length: initialMembers }, (_, number) => firstMember + number),
  );
  const regionIds = world.regions.map(({ id }) => id);
  const balancers = new Balancers(redirect.balancers, fleet, hosts, regionIds);
  const heartbeats: Heartbeats = new Heartbeats(
    redirect.heartbeat,
    balancers.count,
    kernel,
    plan,
    streams,
    (member) => fleet.probeAnswerOf(member) === ANSWERS && rogues?.isSilent(member) !== true,
    (balancer, member, isAlive) => {
      choice.heardOf(balancer, member, isAlive);
      const backend = fleet.backendOf[member]!;
      knowledge.healthyCount[backend] = countAlive(heartbeats, plan.backends[backend]!);
      knowledge.revision.advance();
    },
  );
  const { clientReports, admission, rebalance, rogue } = redirect.options;
  const rogues: Rogues | null = rogue === undefined ? null : new Rogues(context, rogue, heartbeats);
  const known = configuration.knownByGfe(0);
  const choice = new ServerChoice(
    redirect.assignment,
    balancers.count,
    fleet,
    heartbeats,
    known,
    rttsUs,
    world.regions.length,
    clientReports === null ? null : new ClientReports(clientReports, balancers.count, plan.slotCount),
  );
  const loadBeats = hearsLoads(redirect)
    ? new LoadBeats(
        fleet,
        heartbeats,
        kernel,
        redirect.heartbeat.interval,
        rebalance?.over ?? AT_ONCE,
        (member, load) => choice.loadSaid(member, load),
      )
    : null;
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
  const names = new ServerNames(context, naming);
  const faultTarget = new RedirectFaults(
    { connections, fleet, healthChecks: heartbeats, members, configuration, disconnection, floods, rules },
    balancers,
    heartbeats,
    attackers,
    names,
    balancerChanged,
  );
  const memory = new ClientMemory(population.clientCount, redirect.lease.duration !== null);
  const assignments = new Assignments(context, redirect, connections, fleet, choice, memory);
  return {
    ...servers,
    asks: new AskStore(),
    members,
    balancers,
    discovery,
    heartbeats,
    choice,
    memory,
    names,
    attackers,
    assignments,
    sendingOn: sendsOn(redirect.options)
      ? new SendingOn(redirect.options, {
          fleet,
          membership: members.membership,
          configuration: configuration.pushed,
          assignments,
          loadBeats,
        })
      : null,
    admission: admission === null ? null : new Admission(admission, balancers.count),
    rogues,
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
