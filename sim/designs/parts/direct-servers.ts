/**
 * The servers of a design whose clients connect to them directly, put together for a run:
 * everything but who names them.
 *
 * The order in which parts are made is the order of their events at equal times.
 */
import { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { HealthWatch } from '../../fleet/health-watch.ts';
import type { LoadReports } from '../../fleet/load-reports.ts';
import { clientAnswer, Reachability } from '../../fleet/reachability.ts';
import type { SharedKnowledge } from '../../fleet/shared-knowledge.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import { unicastRttsUs } from '../../world/unicast.ts';
import type { ConnectionEnds } from '../anycast-proxy/proxy-parts.ts';
import type { DesignContext } from '../design-run.ts';
import { Configuration } from './configuration.ts';
import { DirectPaths } from './direct-paths.ts';
import { Disconnection } from './disconnection.ts';
import { MemberDoors } from './member-doors.ts';
import { memberFleet } from './member-fleet.ts';
import { Members } from './members.ts';
import { ServerFloods } from './server-floods.ts';
import { ServerRules } from './server-rules.ts';
import { SynRetransmission } from './syn-retransmission.ts';
import { TierCounts } from './tier-counts.ts';

export interface DirectServers {
  readonly connections: ConnectionStore;
  readonly fleet: Fleet;
  readonly loadReports: LoadReports;
  readonly tierCounts: TierCounts;
  readonly knowledge: SharedKnowledge;
  readonly configuration: Configuration;
  readonly doors: MemberDoors;
  readonly disconnection: Disconnection;
  readonly routes: DirectPaths;
  /** By member; then come the balancers, where there are any. */
  readonly rules: ServerRules;
  readonly floods: ServerFloods;
  readonly syns: SynRetransmission;
  /** From client networks to regions [networkCount][regionCount] us. */
  readonly rttsUs: Float64Array;
}

export function directServers(context: DesignContext, ends: ConnectionEnds): DirectServers {
  const { design, world, plan, kernel, collector, streams } = context;
  const { service } = design;
  const connections = new ConnectionStore(context.expectedOpen);
  const { fleet, loadReports, knowledge } = memberFleet(
    context,
    connections,
    (row) => ends.complete(row),
    (row) => disconnection.breakByServer(row),
  );
  // One learner: whoever names the servers.
  const configuration = new Configuration(kernel, design.propagation, plan, knowledge, 1, 0);
  const rules = new ServerRules({ kernel, propagation: design.propagation, memberCount: plan.slotCount });
  const doors = new MemberDoors(
    new Reachability(service, plan, 1, clientAnswer),
    true,
    plan,
    connections,
    fleet,
    rules,
  );
  const disconnection = new Disconnection(
    connections,
    fleet,
    (member) => fleet.regionOf[member]!,
    kernel,
    collector,
    (row, region, outcome, latencyUs) => ends.end(row, region, outcome, latencyUs),
  );
  // Machines are the members, and behind them the balancers, which have no rules.
  const floods = new ServerFloods(packetRates(design, plan.slotCount), (machine, sources) =>
    machine < plan.slotCount ? rules.shareLetIn(machine, sources) : 1,
  );
  rules.watch(() => floods.review());
  return {
    connections,
    fleet,
    loadReports,
    tierCounts: new TierCounts(collector, kernel, fleet.tiers),
    knowledge,
    configuration,
    doors,
    disconnection,
    routes: new DirectPaths(world),
    rules,
    floods,
    syns: new SynRetransmission(
      connections,
      design.synRetransmission,
      design.connectTimeout,
      streams.stream('lost-syns'),
    ),
    rttsUs: unicastRttsUs(world),
  };
}

/** Packets a second that servers take, and balancers after them. */
function packetRates({ packetRate, redirect }: ResolvedDesign, slotCount: number): Float64Array {
  const rates = new Float64Array(slotCount + (redirect?.balancers.count ?? 0)).fill(packetRate.server);
  return rates.fill(packetRate.balancer, slotCount);
}

/** Those who start and stop, and who watches them. */
export function directMembers(
  { design, kernel, streams, collector, note }: DesignContext,
  { connections, fleet, knowledge, configuration, loadReports, disconnection }: DirectServers,
  healthChecks: HealthWatch,
): Members {
  return new Members(
    {
      service: design.service,
      kernel,
      streams,
      collector,
      connections,
      fleet,
      memberCount: knowledge.memberCount,
      configuration,
      gfeCount: 1,
      openCountOf: () => connections.openCount,
      healthChecks,
      loadReports,
      note,
    },
    disconnection,
  );
}
