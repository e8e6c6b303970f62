/**
 * Loads that are not a count of open connections: rates, utilisation, metrics, and services
 * whose backends differ in mode.
 *
 * A rate is known at once where it is one's own, and as reported where it is the others'. With n observers that send to
 * a backend, each takes in one n-th of what a report says anew: all of them together then make up the difference once,
 * where n full corrections would overshoot. Utilisation and metrics are known by report only; between reports they are
 * taken to be in proportion to the requests to the backend, with the proportion of the last reports. With two targets
 * the fuller one counts. State: rates, what the last reports said, the load that each observer sees.
 */
import type { Kernel } from '../kernel/kernel.ts';
import { pinned } from '../kernel/pinned.ts';
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

/** What `#write` is told of a backend: share of target as far as measured, and the amount. */
const FILL = 0;
const AMOUNT = 1;

/** Assumption: utilisation is not expected to be off from what the last reports said by more than this factor. */
const MOST_CHANGE = 4;

/**
 * Assumption: weight of the newest report in the means; what utilisation a request brings is
 * learnt over the last few reports.
 */
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
  /**
   * [backendCount] what its amount counts, its target (Infinity where there is none), and whether its members report.
   */
  readonly #amountKind: Uint8Array;
  readonly #targetAmount: Float64Array;
  readonly #isReporting: Uint8Array;
  /** [backendCount] whether the amount is the load: the plan's unit is the amount's own, and nothing is reported. */
  readonly #isAmount: Uint8Array;
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
  /** [FILL], [AMOUNT]: handed over here, because V8 boxes a double that passes a call which it does not inline. */
  readonly #told = pinned(new Float64Array(2));
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
    this.#isAmount = new Uint8Array(backendCount);
    this.#capacity = new Float64Array(backendCount);
    plan.backends.forEach(({ initialMembers, isConfigured }, backend) => {
      if (isConfigured) this.membersChanged(backend, initialMembers);
      else this.#measureAgainst(backend, 0, 0);
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
    const amount =
      target.capacityField === null ? 0 : zoneTargetAmount(target.capacityField, target.capacityValue, memberCount);
    this.#measureAgainst(backend, amount, zoneTargetCapacity(target, memberCount, this.#plan.unit));
  }

  /** The target that a backend's amount is measured against from now on, and what that is worth in the plan's unit. */
  #measureAgainst(backend: number, targetAmount: number, capacity: number): void {
    const isCounted = this.#amountKind[backend] !== NOTHING && this.#isReporting[backend] === 0;
    this.#targetAmount[backend] = targetAmount === 0 ? Infinity : targetAmount;
    this.#capacity[backend] = capacity;
    this.#isAmount[backend] = isCounted && targetAmount === capacity ? 1 : 0;
  }

  /** An observer sends a request. Hot. */
  add(observer: number, backend: number): void {
    this.#rates.add(observer, backend, this.#kernel.now);
    this.#pulses.add(observer, backend, this.#kernel.now);
  }

  /** Brings the loads that an observer sees up to now. Hot. */
  refresh(observer: number): void {
    const rates = this.#rates.refreshed(observer, this.#kernel.now);
    const pulses = this.#pulses.refreshed(observer, this.#kernel.now);
    const told = this.#told;
    const first = observer * this.#backendCount;
    for (let backend = 0; backend < this.#backendCount; backend++) {
      const at = first + backend;
      told[FILL] = 0;
      if (this.#isReporting[backend] === 1) {
        // By how much the requests to the backend differ from those that its reports tell of.
        const reported = this.#meanPulse[backend]!;
        const change = reported === 0 ? 1 : (this.#othersPulse[at]! + pulses[at]!) / reported;
        told[FILL] = this.#meanFill[backend]! * Math.min(MOST_CHANGE, Math.max(1 / MOST_CHANGE, change));
      }
      const isOpen = this.#amountKind[backend] === OPEN;
      told[AMOUNT] = isOpen ? this.#openSeen[at]! : this.#othersRate[at]! + rates[at]!;
      this.#write(this.load, at, backend);
    }
  }

  /** Writes the true loads as last measured [backendCount], in the plan's unit. */
  sample(loads: Float64Array): void {
    this.#rates.copyTo(this.#present, this.#kernel.now);
    for (let backend = 0; backend < this.#backendCount; backend++) {
      let rate = 0;
      for (let at = backend; at < this.#present.length; at += this.#backendCount) rate += this.#present[at]!;
      this.#told[FILL] = this.#lastFill[backend]!;
      this.#told[AMOUNT] = this.#amountKind[backend] === OPEN ? this.#fleet.backendLoadOf(backend) : rate;
      this.#write(loads, backend, backend);
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

  /** Writes the load of which `#told` tells, in the plan's unit. Hot. */
  #write(loads: Float64Array, at: number, backend: number): void {
    const told = this.#told;
    // The amount as it is, where it is the load: no rounding by way of the share.
    if (this.#isAmount[backend] === 1) loads[at] = told[AMOUNT]!;
    else loads[at] = Math.max(told[FILL]!, told[AMOUNT]! / this.#targetAmount[backend]!) * this.#capacity[backend]!;
  }
}
