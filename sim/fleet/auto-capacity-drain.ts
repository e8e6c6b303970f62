/**
 * Auto-capacity drain: a backend with hardly a healthy member is treated as one without capacity, so that
 * the first layer steers away too.
 *
 * Source: Google Cloud, "Service load balancing policies". Fewer than 25 % of members healthy makes a backend a
 * candidate; candidates are drained while they are fewer than half of all backends (the API's text: at most half, here
 * those that came first). A backend without capacity of its own (scaler 0, or no members) is no candidate, but counts
 * among all. It ends when 35 % have been healthy for 60 s. The configured scaler stays. State: the candidates in the
 * order in which they came. Event: `autoCapacityDrain.undrain`, subject = zonal backend.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import { type Duration, duration, SECOND } from '../kernel/time.ts';
import type { ResolvedServiceLbPolicy } from '../scenario/resolved-scenario.ts';
import type { FleetView } from './fleet-view.ts';

/** Percent of members. */
const CANDIDATE_BELOW = 25;
const UNDRAIN_FROM = 35;
const UNDRAIN_AFTER: Duration = duration(60 * SECOND);

const NO_EVENT = -1;

/** Capacity as configured, and the means to hold it at nothing. */
export interface HeldCapacity {
  configured(backend: number): number;
  holdAtNothing(backend: number, isHeld: boolean): void;
}

export class AutoCapacityDrain {
  readonly #kernel: Kernel;
  readonly #limit: ResolvedServiceLbPolicy['autoCapacityDrain']['limit'];
  readonly #view: Pick<FleetView, 'memberCount' | 'healthyCount' | 'isInService'>;
  readonly #capacity: HeldCapacity;
  readonly #onChange: (backend: number, isDrained: boolean) => void;
  /** Those drained, and those below the limit, in the order in which they came. */
  #candidates: number[] = [];
  /** [backendCount] */
  readonly #isDrained: Uint8Array;
  /** [backendCount] the pending end, or -1. */
  readonly #undrainEvent: Int32Array;
  readonly #undrainHandler: HandlerId;

  /** @param onChange told when a backend is drained, and when that ends */
  constructor(
    kernel: Kernel,
    limit: ResolvedServiceLbPolicy['autoCapacityDrain']['limit'],
    view: Pick<FleetView, 'memberCount' | 'healthyCount' | 'isInService'>,
    capacity: HeldCapacity,
    onChange: (backend: number, isDrained: boolean) => void,
  ) {
    this.#kernel = kernel;
    this.#limit = limit;
    this.#view = view;
    this.#capacity = capacity;
    this.#onChange = onChange;
    this.#isDrained = new Uint8Array(view.memberCount.length);
    this.#undrainEvent = new Int32Array(view.memberCount.length).fill(NO_EVENT);
    this.#undrainHandler = kernel.register('autoCapacityDrain.undrain', this.#undrain);
  }

  /** To be called when health, members or configuration of a backend have changed. */
  review(backend: number): void {
    this.#reviewEnd(backend);
    if (this.#isCandidate(backend) && !this.#candidates.includes(backend)) this.#candidates.push(backend);
    this.#apply();
  }

  /**
   * Drains as many candidates as may be; what is let go by that may be a candidate no
   * longer, which makes room for others.
   */
  #apply(): void {
    for (;;) {
      const staying = this.#candidates.filter((backend) => this.#isCandidate(backend));
      const drainedCount = this.#drainedCount(staying.length);
      const changed = this.#candidates.filter((backend) => {
        const place = staying.indexOf(backend);
        return this.#setDrained(backend, place >= 0 && place < drainedCount);
      });
      this.#candidates = staying;
      if (changed.length === 0) return;
    }
  }

  #drainedCount(candidateCount: number): number {
    let all = 0;
    for (let backend = 0; backend < this.#view.isInService.length; backend++) all += this.#view.isInService[backend]!;
    if (this.#limit === 'belowHalf') return 2 * candidateCount < all ? candidateCount : 0;
    return Math.min(candidateCount, Math.floor(all / 2));
  }

  #isCandidate(backend: number): boolean {
    if (this.#capacity.configured(backend) === 0) return false;
    return this.#isDrained[backend] === 1 || !this.#isHealthyTo(backend, CANDIDATE_BELOW);
  }

  #isHealthyTo(backend: number, percent: number): boolean {
    const members = this.#view.memberCount[backend]!;
    return members > 0 && 100 * this.#view.healthyCount[backend]! >= percent * members;
  }

  /** Returns whether that is a change. */
  #setDrained(backend: number, isDrained: boolean): boolean {
    if ((this.#isDrained[backend] === 1) === isDrained) return false;
    this.#isDrained[backend] = isDrained ? 1 : 0;
    this.#capacity.holdAtNothing(backend, isDrained);
    this.#reviewEnd(backend);
    this.#onChange(backend, isDrained);
    return true;
  }

  /** Starts or stops the time after which a drained backend is let go. */
  #reviewEnd(backend: number): void {
    const isRecovering = this.#isDrained[backend] === 1 && this.#isHealthyTo(backend, UNDRAIN_FROM);
    const pending = this.#undrainEvent[backend]!;
    if (isRecovering === (pending !== NO_EVENT)) return;
    if (isRecovering) {
      this.#undrainEvent[backend] = this.#kernel.scheduleAfter(UNDRAIN_AFTER, this.#undrainHandler, backend);
      return;
    }
    this.#kernel.cancel(pending);
    this.#undrainEvent[backend] = NO_EVENT;
  }

  readonly #undrain: Handler = (backend) => {
    this.#undrainEvent[backend] = NO_EVENT;
    this.#candidates = this.#candidates.filter((other) => other !== backend);
    this.#setDrained(backend, false);
    this.#apply();
  };
}
