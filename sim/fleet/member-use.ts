/**
 * What members report of themselves: the use of their workers or cores (UTILIZATION), and metrics of their own (CUSTOM_METRICS).
 *
 * A backend's fill is the mean over the living members that it has, over the target; with several metrics the highest of them. Use is measured over the
 * time since the last report; a metric is what it is at the report. A metric that is a dry run is watched and fills nothing.
 */
import type { Fleet } from './fleet.ts';
import type { FleetPlan } from './fleet-plan.ts';

/** The part of the fleet that reports. */
export type ReportingFleet = Pick<Fleet, 'isServiceable' | 'busyMeter' | 'memberLoad'>;

export class MemberUse {
  readonly #plan: FleetPlan;
  readonly #fleet: ReportingFleet;
  /** [slotCount] busy time at the last report, us. */
  readonly #lastBusyUs: Float64Array;

  constructor(plan: FleetPlan, fleet: ReportingFleet) {
    this.#plan = plan;
    this.#fleet = fleet;
    this.#lastBusyUs = new Float64Array(plan.slotCount);
  }

  /**
   * Takes a report.
   *
   * @param fill [backendCount] share of its target that each backend has reached; NaN where no member lives to say, or in other modes
   */
  report(elapsedUs: number, fill: Float64Array): void {
    this.#plan.backends.forEach(({ target }, backend) => {
      if (target.balancingMode === 'UTILIZATION')
        fill[backend] = this.#use(backend, elapsedUs) / target.maxUtilization!;
      else if (target.balancingMode === 'CUSTOM_METRICS') fill[backend] = this.#highestMetric(backend);
      else fill[backend] = Number.NaN;
    });
  }

  /** Mean busy share of the workers or cores of a backend's living members. */
  #use(backend: number, elapsedUs: number): number {
    const { firstMember, slotCount, member: behaviour } = this.#plan.backends[backend]!;
    let sum = 0;
    let living = 0;
    for (let member = firstMember; member < firstMember + slotCount; member++) {
      const busyUs = this.#fleet.busyMeter!.busyUs(member);
      if (this.#fleet.isServiceable(member)) {
        sum += (busyUs - this.#lastBusyUs[member]!) / (elapsedUs * behaviour.workers);
        living++;
      }
      this.#lastBusyUs[member] = busyUs;
    }
    return sum / living;
  }

  #highestMetric(backend: number): number {
    const { target, member: behaviour } = this.#plan.backends[backend]!;
    const load = this.#meanLoad(backend);
    let highest = 0;
    for (const { name, maxUtilization, dryRun } of target.customMetrics) {
      if (dryRun) continue;
      const { idle, perConnection } = behaviour.customMetrics[name]!;
      highest = Math.max(highest, (idle + perConnection * load) / maxUtilization);
    }
    return Number.isNaN(load) ? load : highest;
  }

  /** Open connections of a living member. */
  #meanLoad(backend: number): number {
    const { firstMember, slotCount } = this.#plan.backends[backend]!;
    let sum = 0;
    let living = 0;
    for (let member = firstMember; member < firstMember + slotCount; member++) {
      if (!this.#fleet.isServiceable(member)) continue;
      sum += this.#fleet.memberLoad[member]!;
      living++;
    }
    return sum / living;
  }
}
