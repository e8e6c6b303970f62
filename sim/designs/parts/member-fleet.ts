/**
 * The members of a design without second-layer GFEs: what serves, what its load reports say, and
 * what the one control plane knows.
 */
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import { Fleet } from '../../fleet/fleet.ts';
import { type LoadReports, loadReportsOf } from '../../fleet/load-reports.ts';
import { Revision } from '../../fleet/revision.ts';
import { initialKnowledge, type SharedKnowledge } from '../../fleet/shared-knowledge.ts';
import type { DesignContext } from '../design-run.ts';

export interface MemberFleet {
  readonly fleet: Fleet;
  readonly loadReports: LoadReports;
  readonly knowledge: SharedKnowledge;
}

/**
 * @param complete told of a connection, by its row, whose member has served it
 * @param breakByServer told of one, by its row, that its member broke
 */
export function memberFleet(
  { design, world, plan, kernel, streams }: DesignContext,
  connections: ConnectionStore,
  complete: (row: number) => void,
  breakByServer: (row: number) => void,
): MemberFleet {
  const commonWork = design.service.backends[0]!.member.serviceTime;
  const fleet = new Fleet(plan, commonWork, kernel, connections, streams, complete, breakByServer);
  const revision = new Revision();
  // In these designs nobody decides by the load of backends.
  const isSeen = false;
  const loadReports = loadReportsOf(kernel, design.loadReport, plan, fleet, world.regions.length, revision, isSeen);
  return { fleet, loadReports, knowledge: initialKnowledge(plan, fleet.memberLoad, loadReports.shareFactor, revision) };
}
