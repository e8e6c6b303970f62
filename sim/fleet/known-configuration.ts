/**
 * The service's configuration as one front end knows it: which backends belong to it, which drain, and each
 * one's target capacity, which is what the members of the moment give (N of them, healthy or not) times the
 * scaler; 0 for a backend that is out of the service, or held at nothing by auto-capacity drain, which leaves
 * the configured scaler as it is.
 *
 * Source: Google Cloud, "Backend services overview", target capacity. The one place where capacity is worked out.
 */
import type { FleetPlan } from './fleet-plan.ts';
import type { SharedKnowledge } from './shared-knowledge.ts';
import { zoneTargetCapacity } from './target-capacity.ts';

export class KnownConfiguration {
  readonly #plan: FleetPlan;
  readonly #members: Pick<SharedKnowledge, 'memberCount' | 'revision'>;
  /** [backendCount] */
  readonly #configuredScaler: Float64Array;
  /** [backendCount] */
  readonly #isHeldAtNothing: Uint8Array;
  /** [backendCount] the scaler in force: 0 while held at nothing. */
  readonly capacityScaler: Float64Array;
  /** [backendCount] 1 while the backend belongs to the service. */
  readonly isInService: Uint8Array;
  /** [backendCount] 1 while draining: no new connections. */
  readonly isDraining: Uint8Array;
  /** [backendCount] target capacity x scaler, in the unit of the plan. */
  readonly capacity: Float64Array;

  /**
   * As planned.
   *
   * @param members N of each backend, kept up to date by its owner, and the count of changes
   */
  constructor(plan: FleetPlan, members: Pick<SharedKnowledge, 'memberCount' | 'revision'>) {
    this.#plan = plan;
    this.#members = members;
    this.#configuredScaler = Float64Array.from(plan.backends, (backend) => backend.capacityScaler);
    this.#isHeldAtNothing = new Uint8Array(plan.backends.length);
    this.capacityScaler = new Float64Array(plan.backends.length);
    this.isInService = Uint8Array.from(plan.backends, (backend) => (backend.isConfigured ? 1 : 0));
    this.isDraining = new Uint8Array(plan.backends.length);
    this.capacity = new Float64Array(plan.backends.length);
    plan.backends.forEach((_, backend) => {
      this.review(backend);
    });
  }

  /** @param capacityScaler `null` restores the planned one */
  setScaler(backend: number, capacityScaler: number | null): void {
    this.#configuredScaler[backend] = capacityScaler ?? this.#plan.backends[backend]!.capacityScaler;
    this.review(backend);
  }

  setInService(backend: number, isInService: boolean): void {
    this.isInService[backend] = isInService ? 1 : 0;
    this.review(backend);
  }

  setDraining(backend: number, isDraining: boolean): void {
    this.isDraining[backend] = isDraining ? 1 : 0;
    this.#members.revision.advance();
  }

  /** Holds a backend at no capacity whatever is configured, or lets it go. */
  holdAtNothing(backend: number, isHeld: boolean): void {
    this.#isHeldAtNothing[backend] = isHeld ? 1 : 0;
    this.review(backend);
  }

  /** What is configured for a backend at the moment: its capacity if nothing held it. */
  configured(backend: number): number {
    const { target } = this.#plan.backends[backend]!;
    const full = zoneTargetCapacity(target, this.#members.memberCount[backend]!, this.#plan.unit);
    return this.isInService[backend] === 1 ? full * this.#configuredScaler[backend]! : 0;
  }

  /** To be called when a backend's members have changed. */
  review(backend: number): void {
    const isHeld = this.#isHeldAtNothing[backend] === 1;
    this.capacityScaler[backend] = isHeld ? 0 : this.#configuredScaler[backend]!;
    this.capacity[backend] = isHeld ? 0 : this.configured(backend);
    this.#members.revision.advance();
  }
}
