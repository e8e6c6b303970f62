/**
 * What second-layer GFEs know of the load: their own connections at once, everybody else's as last reported. Loads that
 * are not a count of open connections are kept by `measured-loads`, by the same reports.
 *
 * The GFEs of a region are taken to act as one: all connections to the backends run through GFEs, so a region's GFEs
 * count what they have open themselves. Every `interval` each region's counts are taken down; `delay` later the sum
 * over the other regions reaches everyone. An interval of 0 means that all see the truth at once. Events:
 * `loadReports.take`, `loadReports.deliver` (subject = slot of the ring of reports on their way).
 */
import { assert } from '../kernel/assert.ts';
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { Duration } from '../kernel/time.ts';
import type { ResolvedLoadReport } from '../scenario/resolved-scenario.ts';
import type { Fleet } from './fleet.ts';
import type { FleetPlan } from './fleet-plan.ts';
import { MeasuredLoads } from './measured-loads.ts';
import type { Revision } from './revision.ts';

/** Who sees at once that a region's GFEs open a connection or close one: nobody where no GFE decides by the load. */
const NOBODY = 0;
const OWN_REGION = 1;
const EVERYONE = 2;

export class LoadReports {
  readonly #kernel: Kernel;
  readonly #interval: Duration;
  readonly #delay: Duration;
  readonly #regionCount: number;
  readonly #backendCount: number;
  /** Connections that a backend has open, in truth. */
  readonly #openAt: (backend: number) => number;
  /** [regionCount][backendCount] connections that the GFEs of a region have open to a backend. */
  readonly #own: Float64Array;
  readonly #seenAtOnceBy: number;
  /** [regionCount][backendCount] load of a backend as the GFEs of a region see it. */
  readonly #seen: Float64Array;
  /** [slotCount][regionCount][backendCount] reports on their way. */
  readonly #onTheWay: readonly Float64Array[];
  #nextSlot = 0;
  /** Null where the load is the count of open connections. */
  readonly #measured: MeasuredLoads | null;
  /**
   * [backendCount] by which new connections of a region favour a backend over its capacity; 1 but for
   * those balanced by utilisation.
   */
  readonly shareFactor: Float64Array;
  readonly #takeHandler: HandlerId;
  readonly #deliverHandler: HandlerId;

  /**
   * @param openAt connections that a backend has open, as the fleet counts them
   * @param measure makes the keeper of loads that are not a count of open connections, where there are any
   * @param isSeen whether anybody looks at what GFEs see
   */
  constructor(
    kernel: Kernel,
    interval: Duration,
    delay: Duration,
    regionCount: number,
    backendCount: number,
    openAt: (backend: number) => number,
    measure: ((openSeen: Float64Array, shareFactor: Float64Array, slotCount: number) => MeasuredLoads) | null = null,
    isSeen = true,
  ) {
    this.#kernel = kernel;
    this.#interval = interval;
    this.#delay = delay;
    this.#regionCount = regionCount;
    this.#backendCount = backendCount;
    this.#openAt = openAt;
    this.#own = new Float64Array(regionCount * backendCount);
    this.#seen = new Float64Array(regionCount * backendCount);
    const slotCount = interval === 0 ? 0 : Math.ceil(delay / interval) + 1;
    this.#onTheWay = Array.from({ length: slotCount }, () => new Float64Array(this.#own.length));
    this.shareFactor = new Float64Array(backendCount).fill(1);
    const seers = interval > 0 ? OWN_REGION : EVERYONE;
    this.#seenAtOnceBy = isSeen || measure !== null ? seers : NOBODY;
    assert(measure === null || interval > 0, 'measured loads need reports');
    this.#measured = measure === null ? null : measure(this.#seen, this.shareFactor, slotCount);
    this.#takeHandler = kernel.register('loadReports.take', this.#take);
    this.#deliverHandler = kernel.register('loadReports.deliver', this.#deliver);
    if (interval > 0) kernel.scheduleAfter(interval, this.#takeHandler, 0);
  }

  /** Whether anybody goes by what is counted here. */
  get areKept(): boolean {
    return this.#seenAtOnceBy !== NOBODY;
  }

  /** [backendCount] load as the GFEs of a region see it; kept up to date in place, measured loads by `refresh`. */
  seenBy(region: number): Float64Array {
    assert(this.areKept, 'what GFEs see is not kept');
    const loads = this.#measured === null ? this.#seen : this.#measured.load;
    return loads.subarray(region * this.#backendCount, (region + 1) * this.#backendCount);
  }

  /** A backend has so many members from now on: what its load is measured against follows. */
  membersChanged(backend: number, memberCount: number): void {
    if (this.#measured !== null) this.#measured.membersChanged(backend, memberCount);
  }

  /** Brings what the GFEs of a region see up to now, before they decide. Hot. */
  refresh(region: number): void {
    if (this.#measured !== null) this.#measured.refresh(region);
  }

  /** Writes the true loads [backendCount]: open connections, or what was measured. */
  sample(loads: Float64Array): void {
    if (this.#measured !== null) {
      this.#measured.sample(loads);
      return;
    }
    for (let backend = 0; backend < this.#backendCount; backend++) loads[backend] = this.#openAt(backend);
  }

  /** A region's GFEs open a connection to a backend (+1), or it ends (-1). Hot. */
  count(region: number, backend: number, change: 1 | -1): void {
    const seenAtOnceBy = this.#seenAtOnceBy;
    if (seenAtOnceBy === NOBODY) return;
    if (this.#measured !== null && change === 1) this.#measured.add(region, backend);
    const at = region * this.#backendCount + backend;
    this.#own[at]! += change;
    if (seenAtOnceBy === OWN_REGION) this.#seen[at]! += change;
    else
      for (let other = 0; other < this.#regionCount; other++)
        this.#seen[other * this.#backendCount + backend]! += change;
  }

  readonly #take: Handler = () => {
    const slot = this.#nextSlot;
    this.#nextSlot = (slot + 1) % this.#onTheWay.length;
    this.#onTheWay[slot]!.set(this.#own);
    if (this.#measured !== null) this.#measured.take(slot);
    this.#kernel.scheduleAfter(this.#delay, this.#deliverHandler, slot);
    this.#kernel.scheduleAfter(this.#interval, this.#takeHandler, 0);
  };

  readonly #deliver: Handler = (slot) => {
    const reported = this.#onTheWay[slot]!;
    for (let backend = 0; backend < this.#backendCount; backend++) {
      let total = 0;
      for (let region = 0; region < this.#regionCount; region++)
        total += reported[region * this.#backendCount + backend]!;
      for (let region = 0; region < this.#regionCount; region++) {
        const at = region * this.#backendCount + backend;
        this.#seen[at] = total - reported[at]! + this.#own[at]!;
      }
    }
    if (this.#measured !== null) this.#measured.deliver(slot);
  };
}

/**
 * The load reports of a design's fleet, with what its balancing modes measure.
 *
 * @param revision advanced when shares change
 * @param isSeen whether GFEs decide by the load
 */
export function loadReportsOf(
  kernel: Kernel,
  config: ResolvedLoadReport,
  plan: FleetPlan,
  fleet: Fleet,
  regionCount: number,
  revision: Revision,
  isSeen = true,
): LoadReports {
  const countsOpen = plan.unit === 'connections' || plan.unit === 'requests in flight';
  return new LoadReports(
    kernel,
    config.interval,
    config.delay,
    regionCount,
    plan.backends.length,
    (backend) => fleet.backendLoadOf(backend),
    countsOpen
      ? null
      : (openSeen, shareFactor, slotCount) =>
          new MeasuredLoads(kernel, plan, fleet, config, regionCount, slotCount, openSeen, shareFactor, revision),
    isSeen,
  );
}
