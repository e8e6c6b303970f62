/**
 * What second-layer GFEs know of the load: their own connections at once, everybody else's as last reported.
 *
 * The GFEs of a region are taken to act as one: all connections to the backends run through GFEs, so a region's GFEs count what they have
 * open themselves. Every `interval` each region's counts are taken down; `delay` later the sum over the other regions reaches everyone. An
 * interval of 0 means that all see the truth at once. Events: `loadReports.take`, `loadReports.deliver` (subject = slot of the ring of
 * reports on their way).
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { Duration } from '../kernel/time.ts';

export class LoadReports {
  readonly #kernel: Kernel;
  readonly #interval: Duration;
  readonly #delay: Duration;
  readonly #regionCount: number;
  readonly #backendCount: number;
  /** [regionCount][backendCount] connections that the GFEs of a region have open to a backend. */
  readonly #own: Float64Array;
  /** [regionCount][backendCount] load of a backend as the GFEs of a region see it. */
  readonly #seen: Float64Array;
  /** [slotCount][regionCount][backendCount] reports on their way. */
  readonly #onTheWay: readonly Float64Array[];
  #nextSlot = 0;
  readonly #takeHandler: HandlerId;
  readonly #deliverHandler: HandlerId;

  constructor(kernel: Kernel, interval: Duration, delay: Duration, regionCount: number, backendCount: number) {
    this.#kernel = kernel;
    this.#interval = interval;
    this.#delay = delay;
    this.#regionCount = regionCount;
    this.#backendCount = backendCount;
    this.#own = new Float64Array(regionCount * backendCount);
    this.#seen = new Float64Array(regionCount * backendCount);
    const slotCount = interval === 0 ? 0 : Math.ceil(delay / interval) + 1;
    this.#onTheWay = Array.from({ length: slotCount }, () => new Float64Array(this.#own.length));
    this.#takeHandler = kernel.register('loadReports.take', this.#take);
    this.#deliverHandler = kernel.register('loadReports.deliver', this.#deliver);
    if (interval > 0) kernel.scheduleAfter(interval, this.#takeHandler, 0);
  }

  /** [backendCount] load as the GFEs of a region see it; kept up to date in place. */
  seenBy(region: number): Float64Array {
    return this.#seen.subarray(region * this.#backendCount, (region + 1) * this.#backendCount);
  }

  /** A region's GFEs open a connection to a backend (+1), or it ends (-1). Hot. */
  count(region: number, backend: number, change: 1 | -1): void {
    const at = region * this.#backendCount + backend;
    this.#own[at]! += change;
    if (this.#interval > 0) this.#seen[at]! += change;
    else
      for (let other = 0; other < this.#regionCount; other++)
        this.#seen[other * this.#backendCount + backend]! += change;
  }

  readonly #take: Handler = () => {
    const slot = this.#nextSlot;
    this.#nextSlot = (slot + 1) % this.#onTheWay.length;
    this.#onTheWay[slot]!.set(this.#own);
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
  };
}
