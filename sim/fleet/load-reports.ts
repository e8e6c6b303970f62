/**
 * Load reports: how the GFEs learn what each zonal backend has open.
 *
 * Every `interval` the true load is taken down; it becomes the view `delay` later. An interval of 0 means that GFEs see the truth at once.
 * Events: `loadReports.take`, `loadReports.deliver` (subject = slot of the ring of reports on their way).
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { Duration } from '../kernel/time.ts';

export class LoadReports {
  readonly #kernel: Kernel;
  readonly #interval: Duration;
  readonly #delay: Duration;
  readonly #truth: Float64Array;
  readonly #reported: Float64Array;
  readonly #takeHandler: HandlerId;
  readonly #deliverHandler: HandlerId;
  /** [slotCount][backendCount] reports on their way. */
  readonly #onTheWay: readonly Float64Array[];
  #nextSlot = 0;

  /** @param truth [backendCount] true load; @param reported [backendCount] the view's load, written here */
  constructor(kernel: Kernel, interval: Duration, delay: Duration, truth: Float64Array, reported: Float64Array) {
    this.#kernel = kernel;
    this.#interval = interval;
    this.#delay = delay;
    this.#truth = truth;
    this.#reported = reported;
    this.#takeHandler = kernel.register('loadReports.take', this.#take);
    this.#deliverHandler = kernel.register('loadReports.deliver', this.#deliver);
    this.#onTheWay = Array.from({ length: Math.ceil(delay / interval) + 1 }, () => new Float64Array(truth.length));
    kernel.scheduleAfter(interval, this.#takeHandler, 0);
  }

  readonly #take: Handler = () => {
    const slot = this.#nextSlot;
    this.#nextSlot = (slot + 1) % this.#onTheWay.length;
    this.#onTheWay[slot]!.set(this.#truth);
    this.#kernel.scheduleAfter(this.#delay, this.#deliverHandler, slot);
    this.#kernel.scheduleAfter(this.#interval, this.#takeHandler, 0);
  };

  readonly #deliver: Handler = (slot) => {
    this.#reported.set(this.#onTheWay[slot]!);
  };
}
