/**
 * A service policy picks the zonal backend of a new connection (Google Cloud's service load balancing policy).
 *
 * It sees a view, never the fleet. Adding one: a file beside this, a line in
 * `service-policy-registry.ts`, a test, a scenario.
 */
import type { FleetView } from '../../fleet/fleet-view.ts';

export const NO_BACKEND = -1;

export interface ServicePolicy {
  /**
   * Picks a zonal backend, or `NO_BACKEND` when none that the GFE knows of is eligible. Hot: allocates nothing.
   *
   * @param view what the second-layer GFE knows
   * @param choice 32 random bits of this connection, signed or not: signed ones are never boxed on their way here
   */
  pick(view: FleetView, choice: number): number;
}
