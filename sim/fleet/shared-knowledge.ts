/**
 * What all who decide know alike of the backends: members and health, and by how much shares differ from capacity.
 */
import type { FleetPlan } from './fleet-plan.ts';
import type { Revision } from './revision.ts';

/** Kept up to date by its owners. */
export interface SharedKnowledge {
  /** [backendCount] */
  readonly shareFactor: Float64Array;
  /** [backendCount] */
  readonly memberCount: Int32Array;
  /** [backendCount] */
  readonly healthyCount: Int32Array;
  /** [slotCount] */
  readonly memberLoad: Int32Array;
  /** Advanced by whoever changes any of these but the loads. */
  readonly revision: Revision;
}

/**
 * What is known at the start of a run: everyone healthy, every member there.
 *
 * @param shareFactor [backendCount] kept by the load reports
 */
export function initialKnowledge(
  plan: FleetPlan,
  memberLoad: Int32Array,
  shareFactor: Float64Array,
  revision: Revision,
): SharedKnowledge {
  return {
    memberCount: Int32Array.from(plan.backends, (backend) => backend.initialMembers),
    healthyCount: Int32Array.from(plan.backends, (backend) => backend.initialMembers),
    shareFactor,
    memberLoad,
    revision,
  };
}
