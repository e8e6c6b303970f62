/**
 * The autoscalers of a run: each measures its backend at its interval, decides, and has the group resized.
 *
 * CPU is the busy share of a member's workers or cores since the last look, of members that have been in the
 * backend for the initialization period; serving capacity is load over target capacity; open connections are
 * counted as they are. A regional group is scaled as one and spread over its zones. Event: `autoscalers.look`,
 * subject = number of the autoscaler.
 */
import { evenShares } from '../../kernel/even-shares.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { ResolvedAutoscaler } from '../../scenario/resolved-membership.ts';
import type { Fleet } from '../fleet.ts';
import type { LoadReports } from '../load-reports.ts';
import { busyMax } from '../member-use.ts';
import { zoneTargetCapacity } from '../target-capacity.ts';
import { Autoscaler, membersFor } from './autoscaler.ts';
import type { GroupSizes } from './group-sizes.ts';
import { ATTACHED, type Membership } from './membership.ts';

export interface AutoscaledParts {
  readonly kernel: Kernel;
  readonly fleet: Fleet;
  readonly membership: Membership;
  readonly sizes: GroupSizes;
  readonly loadReports: LoadReports;
  /** Takes down what an autoscaler does. */
  readonly note: (backendId: string, what: string) => void;
}

/** A backend with its autoscaler. */
interface Group {
  readonly backendId: string;
  readonly config: ResolvedAutoscaler;
  readonly autoscaler: Autoscaler;
  /** Its zonal backends, in the order of its zones. */
  readonly backends: readonly number[];
}

export class Autoscalers {
  readonly #parts: AutoscaledParts;
  readonly #groups: readonly Group[];
  /** [slotCount] when the member joined its backend; before the run for those of the start, us. */
  readonly #joinedAt: Float64Array;
  /** [slotCount] busy time at the last look, us. */
  readonly #lastBusyUs: Float64Array;
  /** [backendCount] scratch. */
  readonly #loads: Float64Array;
  readonly #lookHandler: HandlerId;

  constructor(parts: AutoscaledParts) {
    this.#parts = parts;
    const { kernel, fleet } = parts;
    const { backends, slotCount } = fleet.plan;
    this.#joinedAt = new Float64Array(slotCount).fill(-Number.MAX_VALUE);
    this.#lastBusyUs = new Float64Array(slotCount);
    this.#loads = new Float64Array(backends.length);
    this.#groups = [...new Set(backends.map(({ backendId }) => backendId))].flatMap((backendId) => {
      const own = backends.flatMap((backend, index) => (backend.backendId === backendId ? [index] : []));
      const { autoscaler: config } = backends[own[0]!]!;
      const configured = own.filter((index) => backends[index]!.isConfigured);
      if (config === null || configured.length === 0) return [];
      const size = configured.reduce((sum, index) => sum + backends[index]!.initialMembers, 0);
      return [{ backendId, config, autoscaler: new Autoscaler(config, size), backends: configured }];
    });
    this.#lookHandler = kernel.register('autoscalers.look', this.#look);
    this.#groups.forEach(({ config }, number) => {
      if (config.mode !== 'OFF') kernel.scheduleAfter(config.interval, this.#lookHandler, number);
    });
  }

  memberJoined(member: number): void {
    const { kernel, fleet } = this.#parts;
    this.#joinedAt[member] = kernel.now;
    if (fleet.busyMeter !== null) this.#lastBusyUs[member] = fleet.busyMeter.sumUs(member);
  }

  readonly #look: Handler = (number) => {
    const { kernel, sizes, fleet, note } = this.#parts;
    const group = this.#groups[number]!;
    const { backends, autoscaler, config } = group;
    kernel.scheduleAfter(config.interval, this.#lookHandler, number);
    const size = backends.reduce((sum, backend) => sum + sizes.sizeOf(backend), 0);
    const next = autoscaler.decide(kernel.now, size, this.#recommendations(group));
    if (next === size) return;
    note(group.backendId, `${size} to ${next} members`);
    const shares = evenShares(next, backends.length);
    for (const backend of backends) sizes.set(backend, shares[fleet.plan.backends[backend]!.zoneNumber]!, null);
  };

  #recommendations(group: Group): number[] {
    const { cpuUtilization, loadBalancingUtilization, openConnections } = group.config;
    const { fleet } = this.#parts;
    const found: number[] = [];
    if (cpuUtilization !== null) {
      const used = this.#membersUsed(group);
      if (used !== null) found.push(membersFor(used, cpuUtilization));
    }
    if (loadBalancingUtilization !== null) found.push(membersFor(this.#membersFilled(group), loadBalancingUtilization));
    if (openConnections !== null) {
      const open = group.backends.reduce((sum, backend) => sum + fleet.backendLoadOf(backend), 0);
      found.push(membersFor(open, openConnections));
    }
    return found;
  }

  /** Use of the initialised members, in members fully busy; null when there are none. */
  #membersUsed({ backends, config }: Group): number | null {
    const { fleet, membership, kernel } = this.#parts;
    let used = 0;
    let measured = 0;
    for (const backend of backends) {
      const most = busyMax(fleet.plan.backends[backend]!.member);
      for (const member of membership.membersIn(backend, ATTACHED)) {
        const busyUs = fleet.busyMeter!.sumUs(member);
        const share = (busyUs - this.#lastBusyUs[member]!) / (config.interval * most);
        this.#lastBusyUs[member] = busyUs;
        if (kernel.now - this.#joinedAt[member]! < config.initialization) continue;
        used += share;
        measured++;
      }
    }
    return measured === 0 ? null : used;
  }

  /** Load in members at their target capacity. */
  #membersFilled({ backends }: Group): number {
    const { fleet, loadReports } = this.#parts;
    loadReports.sample(this.#loads);
    const { unit } = fleet.plan;
    return backends.reduce((sum, backend) => {
      return sum + this.#loads[backend]! / zoneTargetCapacity(fleet.plan.backends[backend]!.target, 1, unit);
    }, 0);
  }
}
