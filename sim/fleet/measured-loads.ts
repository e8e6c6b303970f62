/**
 * Loads that are not a count of open connections: rates, utilisation, metrics, and services whose backends differ in mode.
 *
 * A rate is known at once where it is one's own, and as reported where it is the others'. With n observers that send to a backend, each takes
 * in one n-th of what a report says anew: all of them together then make up the difference once, where n full corrections would overshoot.
 * Utilisation and metrics are known by report only; between reports they are taken to be in proportion to the requests to the backend, with the
 * proportion of the last reports. With two
 * targets the fuller one counts. State: rates, what the last reports said, the load that each observer sees.
 */
import type { Kernel } from '../kernel/kernel.ts';
import type { ResolvedLoadReport } from '../scenario/resolved-scenario.ts';
import type { Fleet } from './fleet.ts';
import type { FleetPlan } from './fleet-plan.ts';
import { MemberUse } from './member-use.ts';
import { RequestRates } from './request-rates.ts';
import type { Revision } from './revision.ts';
import { correctShares } from './share-correction.ts';
import { zoneTargetAmount, zoneTargetCapacity } from './target-capacity.ts';

/** What a backend's amount counts. */
const NOTHING = 0;
const OPEN = 1;
const RATE = 2;

/** Assumption: utilisation is not expected to be off from what the last reports said by more than this factor. */
const MOST_CHANGE = 4;

/** Assumption: weight of the newest report in the means; what utilisation a request brings is learnt over the last few reports. */
const NEWS = 0.5;

/** What an observer of the load is told at one instant. */
interface Report {
  /** [observerCount][backendCount] per second. */
  readonly rates: Float64Array;
  /** The same, over the time between two reports. */
  readonly pulses: Float64Array;
  /** [backendCount] share of target. */
  readonly fill: Float64Array;
}

export class MeasuredLoads {
  readonly #kernel: Kernel;
  readonly #plan: FleetPlan;
  readonly #fleet: Pick<Fleet, 'backendLoadOf'>;
  readonly #config: ResolvedLoadReport;
  readonly #backendCount: number;
  /** [backendCount] what its amount counts, its target, and whether its members report. */
  readonly #amountKind: Uint8Array;
  readonly #targetAmount: Float64Array;
  readonly #isReporting: Uint8Array;
  /** [backendCount] what one target is worth in the plan's unit. */
  readonly #capacity: Float64Array;
  readonly #rates: RequestRates;
  /** Rates over the time between two reports: what utilisation is taken to follow. */
  readonly #pulses: RequestRates;
  readonly #use: MemberUse;
  readonly #onTheWay: readonly Report[];
  /** [observerCount][backendCount] the others' rates, as far as taken in. */
  readonly #othersRate: Float64Array;
  /** [observerCount][backendCount] the others' pulses, as last reported. */
  readonly #othersPulse: Float64Array;
  /** [backendCount] share of target, and the pulse of all that went with it: means over the last reports. */
  readonly #meanFill: Float64Array;
  readonly #meanPulse: Float64Array;
  /** [backendCount] share of target as last measured. */
  readonly #lastFill: Float64Array;
  /** [observerCount][backendCount] scratch for samples. */
  readonly #present: Float64Array;
  /** [observerCount][backendCount] open connections as each sees them; kept by the load reports. */
  readonly #openSeen: Float64Array;
  /** [observerCount][backendCount] load as each observer saw it when it was last refreshed, in the plan's unit. */
  readonly load: Float64Array;
  /** [backendCount] by which new connections of a region favour a backend over its capacity. */
  readonly shareFactor: Float64Array;
  readonly #revision: Revision;

  constructor(
    kernel: Kernel,
    plan: FleetPlan,
    fleet: Fleet,
    config: ResolvedLoadReport,
    observerCount: number,
    slotCount: number,
    openSeen: Float64Array,
    shareFactor: Float64Array,
    revision: Revision,
  ) {
    const backendCount = plan.backends.length;
    const cells = observerCount * backendCount;
    this.#kernel = kernel;
    this.#plan = plan;
    this.#fleet = fleet;
    this.#config = config;
    this.#backendCount = backendCount;
    this.#amountKind = Uint8Array.from(plan.backends, ({ target: { capacityField } }) => {
      return capacityField === null ? NOTHING : capacityField.startsWith('maxRate') ? RATE : OPEN;
    });
    this.#targetAmount = new Float64Array(backendCount);
    this.#isReporting = Uint8Array.from(plan.backends, ({ target: { balancingMode } }) => {
      return balancingMode === 'UTILIZATION' || balancingMode === 'CUSTOM_METRICS' ? 1 : 0;
    });
    this.#capacity = new Float64Array(backendCount);
    plan.backends.forEach(({ initialMembers, isConfigured }, backend) => {
      if (isConfigured) this.membersChanged(backend, initialMembers);
    });
    this.#rates = new RequestRates(config.rateWindow, observerCount, backendCount);
    this.#pulses = new RequestRates(config.interval, observerCount, backendCount);
    this.#use = new MemberUse(plan, fleet);
    this.#onTheWay = Array.from({ length: slotCount }, () => ({
      rates: new Float64Array(cells),
      pulses: new Float64Array(cells),
      fill: new Float64Array(backendCount),
    }));
    this.#othersRate = new Float64Array(cells);
    this.#othersPulse = new Float64Array(cells);
    this.#meanFill = new Float64Array(backendCount);
    this.#meanPulse = new Float64Array(backendCount);
    this.#lastFill = new Float64Array(backendCount);
    this.#present = new Float64Array(cells);
    this.#openSeen = openSeen;
    this.load = new Float64Array(cells);
    this.shareFactor = shareFactor;
    this.#revision = revision;
  }

  /** A backend has so many members from now on. */
  membersChanged(backend: number, memberCount: number): void {
    const { target } = this.#plan.backends[backend]!;
    this.#targetAmount[backend] =
      target.capacityField === null ? 0 : zoneTargetAmount(target.capacityField, target.capacityValue, memberCount);
    this.#capacity[backend] = zoneTargetCapacity(target, memberCount, this.#plan.unit);
  }

  /** An observer sends a request; it was refreshed at this instant. Hot. */
  add(observer: number, backend: number): void {
    this.#rates.add(observer, backend);
    this.#pulses.add(observer, backend);
  }

  /** Brings the loads that an observer sees up to now. Hot. */
  refresh(observer: number): void {
    const now = this.#kernel.now;
    this.#rates.refresh(observer, now);
    this.#pulses.refresh(observer, now);
    const first = observer * this.#backendCount;
    for (let backend = 0; backend < this.#backendCount; backend++) {
      const at = first + backend;
      const rate = this.#othersRate[at]! + this.#rates.of(observer, backend);
      let fill = 0;
      if (this.#isReporting[backend] === 1) {
        const pulse = this.#othersPulse[at]! + this.#pulses.of(observer, backend);
        fill = this.#meanFill[backend]! * this.#change(backend, pulse);
      }
      this.load[at] = this.#loadOf(backend, fill, this.#openSeen[at]!, rate);
    }
  }

  /** Writes the true loads as last measured [backendCount], in the plan's unit. */
  sample(loads: Float64Array): void {
    this.#rates.copyTo(this.#present, this.#kernel.now);
    for (let backend = 0; backend < this.#backendCount; backend++) {
      let rate = 0;
      for (let at = backend; at < this.#present.length; at += this.#backendCount) rate += this.#present[at]!;
      loads[backend] = this.#loadOf(backend, this.#lastFill[backend]!, this.#fleet.backendLoadOf(backend), rate);
    }
  }

  /** Takes down what there is to report. */
  take(slot: number): void {
    const { rates, pulses, fill } = this.#onTheWay[slot]!;
    this.#rates.copyTo(rates, this.#kernel.now);
    this.#pulses.copyTo(pulses, this.#kernel.now);
    this.#use.report(this.#config.interval, fill);
    for (let backend = 0; backend < this.#backendCount; backend++) {
      this.#lastFill[backend] = Number.isNaN(fill[backend]!) ? 0 : fill[backend]!;
    }
  }

  /** A report reaches everyone. */
  deliver(slot: number): void {
    const { rates, pulses, fill } = this.#onTheWay[slot]!;
    for (let backend = 0; backend < this.#backendCount; backend++) {
      let rate = 0;
      let pulse = 0;
      let senders = 0;
      for (let at = backend; at < rates.length; at += this.#backendCount) {
        rate += rates[at]!;
        pulse += pulses[at]!;
        if (rates[at]! > 0) senders++;
      }
      const gain = 1 / Math.max(1, senders);
      for (let at = backend; at < rates.length; at += this.#backendCount) {
        this.#othersRate[at]! += gain * (rate - rates[at]! - this.#othersRate[at]!);
        this.#othersPulse[at] = pulse - pulses[at]!;
      }
      if (Number.isNaN(fill[backend]!)) continue;
      this.#meanFill[backend]! += NEWS * (fill[backend]! - this.#meanFill[backend]!);
      this.#meanPulse[backend]! += NEWS * (pulse - this.#meanPulse[backend]!);
    }
    correctShares(this.shareFactor, fill, this.#capacity, this.#plan, this.#config.correction);
    this.#revision.advance();
  }

  /** By how much the requests to a backend differ from those that its reports tell of. */
  #change(backend: number, pulse: number): number {
    const reported = this.#meanPulse[backend]!;
    if (reported === 0) return 1;
    return Math.min(MOST_CHANGE, Math.max(1 / MOST_CHANGE, pulse / reported));
  }

  /** In the plan's unit. Hot. */
  #loadOf(backend: number, fill: number, open: number, rate: number): number {
    const kind = this.#amountKind[backend]!;
    const amount = kind === OPEN ? open : rate;
    const capacity = this.#capacity[backend]!;
    if (kind === NOTHING) return fill * capacity;
    const target = this.#targetAmount[backend]!;
    // The plan's unit is the amount's own: no rounding by way of the share.
    if (target === capacity && this.#isReporting[backend] === 0) return amount;
    return Math.max(fill, target === 0 ? 0 : amount / target) * capacity;
  }
}
