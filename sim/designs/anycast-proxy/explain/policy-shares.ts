/**
 * What a service policy makes of a view, found by asking it: the share of new connections that
 * it would send to each backend.
 *
 * The policy itself is asked, with draws spaced evenly over all 32 bits, so that no explanation imitates a policy and
 * every policy has one. A pick changes nothing, neither the view nor the policy; what a policy picks for less than one
 * draw in `DRAWS` does not show.
 */
import type { FleetView } from '../../../fleet/fleet-view.ts';
import type { ServicePolicy } from '../../../policies/service/service-policy.ts';
import { NO_BACKEND } from '../../../policies/service/service-policy.ts';

/** Assumption: enough to tell a share of a thousandth from none; a power of two, so that even spacing is exact. */
const DRAWS = 4_096;

/** [backendCount] 0 .. 1; the sum is 1, or 0 where it finds no backend. About 1 ms. */
export function policyShares(policy: ServicePolicy, view: FleetView): Float64Array {
  const shares = new Float64Array(view.capacity.length);
  const spacing = 2 ** 32 / DRAWS;
  for (let draw = 0; draw < DRAWS; draw++) {
    const backend = policy.pick(view, (draw + 0.5) * spacing);
    if (backend !== NO_BACKEND) shares[backend]! += 1 / DRAWS;
  }
  return shares;
}
