/**
 * A service policy picks the zonal backend of a new connection (Google Cloud's service load balancing policy).
 *
 * It sees a view, never the fleet. Adding one: a file beside this, a line in `service-policy-registry.ts`, a test, a scenario.
 */
import type { FleetView } from '../../fleet/fleet-view.ts';

export const NO_BACKEND = -1;

export interface ServicePolicy {
  /**
   * Picks a zonal backend, or `NO_BACKEND` when none is eligible. Hot: allocates nothing.
   *
   * @param view what the second-layer GFE knows
   * @param regionOrder regions by round-trip time from the serving PoP, nearest first: entries `offset .. offset + regionCount - 1`
   * @param choice 32 random bits of this connection
   */
  pick(view: FleetView, regionOrder: Int16Array, offset: number, choice: number): number;
}
