/**
 * What members report of themselves: the use of their workers or cores (UTILIZATION), and metrics
 * of their own (CUSTOM_METRICS).
 *
 * A backend's fill is the mean over the living members that it has, over the target; with several metrics the highest
 * of them. Everything is a mean over the time since the last report. A metric that is a dry run fills nothing.
 */
import type { ResolvedMember } from '../scenario/resolved-scenario.ts';
import type { Fleet } from './fleet.ts';
import type { FleetPlan } from './fleet-plan.ts';
import type { LevelMeter } from './level-meter.ts';

/** The part of the fleet that reports. */
export type ReportingFleet = Pick<Fleet, 'isServiceable' | 'busyMeter' | 'openMeter'>;

/** Most that a member's meter can say: workers or cores; of a member with tiers, the cores of all its processors. */
export function busyMax({ tiers, discipline, workers }: ResolvedMember): number {
  if (tiers === undefined) return workers;
  const inTiers = tiers.reduce((sum, { servers, cores }) => sum + servers * cores, 0);
  return inTiers + (discipline === 'processorSharing' ? workers : 0);
}

export class MemberUse {
  readonly #plan: FleetPlan;
  readonly #fleet: ReportingFleet;
  /** [slotCount] what the meter said of the member at the last report, us. */
  readonly #lastSumUs: Float64Array;

  constructor(plan: FleetPlan, fleet: ReportingFleet) {
    this.#plan = plan;
    this.#fleet = fleet;
    this.#lastSumUs = new Float64Array(plan.slotCount);
  }

  /**
   * Takes a report.
   *
   * @param fill [backendCount] share of its target that each backend has reached; NaN where no member
   *   lives to say, or in other modes
   */
  report(elapsedUs: number, fill: Float64Array): void {
    const { busyMeter, openMeter } = this.#fleet;
    this.#plan.backends.forEach(({ target, member }, backend) => {
      fill[backend] = Number.NaN;
      if (target.balancingMode === 'UTILIZATION') {
        const busy = this.#meanLevel(backend, busyMeter!, elapsedUs);
        fill[backend] = busy / busyMax(member) / target.maxUtilization!;
      } else if (target.balancingMode === 'CUSTOM_METRICS') {
        fill[backend] = this.#metricFill(backend, this.#meanLevel(backend, openMeter!, elapsedUs));
      }
    });
  }

  /** Mean over a backend's living members of a level since the last report; NaN where none lives. */
  #meanLevel(backend: number, meter: LevelMeter, elapsedUs: number): number {
    const { firstMember, slotCount } = this.#plan.backends[backend]!;
    let sum = 0;
    let living = 0;
    for (let member = firstMember; member < firstMember + slotCount; member++) {
      const sumUs = meter.sumUs(member);
      if (this.#fleet.isServiceable(member)) {
        sum += (sumUs - this.#lastSumUs[member]!) / elapsedUs;
        living++;
      }
      this.#lastSumUs[member] = sumUs;
    }
    return sum / living;
  }

  /** How full the fullest metric in force is. */
  #metricFill(backend: number, openConnections: number): number {
    const { target, member: behaviour } = this.#plan.backends[backend]!;
    if (Number.isNaN(openConnections)) return openConnections;
    let highest = 0;
    for (const { name, maxUtilization, dryRun } of target.customMetrics) {
      if (dryRun) continue;
      const { idle, perConnection } = behaviour.customMetrics[name]!;
      highest = Math.max(highest, (idle + perConnection * openConnections) / maxUtilization);
    }
    return highest;
  }
}
