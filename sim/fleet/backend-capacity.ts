/**
 * Target capacity as it stands: what the members of the moment give (N of them, healthy or not), times the scaler of the moment; 0 for a
 * backend that is out of the service, or held at nothing by auto-capacity drain, which leaves the configured scaler as it is.
 *
 * Source: Google Cloud, "Backend services overview", target capacity. State: the configured scaler of each backend, and whether it is held at
 * nothing. It writes the view's capacity and scaler.
 */
import type { FleetPlan } from './fleet-plan.ts';
import type { FleetView } from './fleet-view.ts';
import { zoneTargetCapacity } from './target-capacity.ts';

export type CapacityView = Pick<FleetView, 'capacity' | 'capacityScaler' | 'memberCount' | 'isInService'>;

export class BackendCapacity {
  readonly #plan: FleetPlan;
  readonly #view: CapacityView;
  /** [backendCount] */
  readonly #configuredScaler: Float64Array;
  /** [backendCount] */
  readonly #isHeldAtNothing: Uint8Array;
  #onReview: (backend: number) => void = () => {};

  constructor(plan: FleetPlan, view: CapacityView) {
    this.#plan = plan;
    this.#view = view;
    this.#configuredScaler = Float64Array.from(plan.backends, (backend) => backend.capacityScaler);
    this.#isHeldAtNothing = new Uint8Array(plan.backends.length);
  }

  /** @param onReview told after every review: what is configured may have changed */
  watch(onReview: (backend: number) => void): void {
    this.#onReview = onReview;
  }

  /** @param capacityScaler `null` restores the one in the scenario */
  setScaler(backend: number, capacityScaler: number | null): void {
    this.#configuredScaler[backend] = capacityScaler ?? this.#plan.backends[backend]!.capacityScaler;
    this.review(backend);
  }

  /** Holds a backend at no capacity whatever is configured, or lets it go. */
  holdAtNothing(backend: number, isHeld: boolean): void {
    this.#isHeldAtNothing[backend] = isHeld ? 1 : 0;
    this.#write(backend);
  }

  /** What is configured for a backend at the moment: its capacity if nothing held it. */
  configured(backend: number): number {
    const { memberCount, isInService } = this.#view;
    const target = zoneTargetCapacity(this.#plan.backends[backend]!.target, memberCount[backend]!, this.#plan.unit);
    return isInService[backend] === 1 ? target * this.#configuredScaler[backend]! : 0;
  }

  /** To be called when a backend's members or its place in the service have changed. */
  review(backend: number): void {
    this.#write(backend);
    this.#onReview(backend);
  }

  #write(backend: number): void {
    const isHeld = this.#isHeldAtNothing[backend] === 1;
    this.#view.capacityScaler[backend] = isHeld ? 0 : this.#configuredScaler[backend]!;
    this.#view.capacity[backend] = isHeld ? 0 : this.configured(backend);
  }
}
