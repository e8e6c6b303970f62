/**
 * Target capacity as it stands: what the members of the moment give (N of them, healthy or not), times the scaler of the moment; 0 for a
 * backend that is out of the service.
 *
 * Source: Google Cloud, "Backend services overview", target capacity. State: the scaler of each backend. It writes the view's capacity.
 */
import type { FleetPlan } from './fleet-plan.ts';
import type { FleetView } from './fleet-view.ts';
import { zoneTargetCapacity } from './target-capacity.ts';

export class BackendCapacity {
  readonly #plan: FleetPlan;
  readonly #view: Pick<FleetView, 'capacity' | 'memberCount' | 'isInService'>;
  /** [backendCount] */
  readonly #scaler: Float64Array;

  constructor(plan: FleetPlan, view: Pick<FleetView, 'capacity' | 'memberCount' | 'isInService'>) {
    this.#plan = plan;
    this.#view = view;
    this.#scaler = Float64Array.from(plan.backends, (backend) => backend.capacityScaler);
  }

  /** @param capacityScaler `null` restores the configured one */
  setScaler(backend: number, capacityScaler: number | null): void {
    this.#scaler[backend] = capacityScaler ?? this.#plan.backends[backend]!.capacityScaler;
    this.review(backend);
  }

  /** To be called when a backend's members or its place in the service have changed. */
  review(backend: number): void {
    const { memberCount, isInService, capacity } = this.#view;
    const target = zoneTargetCapacity(this.#plan.backends[backend]!.target, memberCount[backend]!, this.#plan.unit);
    capacity[backend] = isInService[backend] === 1 ? target * this.#scaler[backend]! : 0;
  }
}
