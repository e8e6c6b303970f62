/**
 * What it means that a second-layer GFE failed to pick: it knows no eligible backend, though a region
 * that it does not know has one.
 *
 * A GFE that knows an eligible backend and may not use it, because of isolation, or does not want it, by a policy
 * of the user's own, has not failed to pick. Source: G29; Google Cloud names the symptom `failed_to_pick_backend`,
 * with healthy groups elsewhere.
 */
import { type FleetView, isConfigured, isEligible } from '../../fleet/fleet-view.ts';

/** Whether a backend of the regions that a GFE knows is eligible, as it sees them. */
export function knowsEligible(view: FleetView): boolean {
  for (let rank = 0; rank < view.knownRegions.length; rank++) {
    const backends = view.backendsOfRegion[view.knownRegions[rank]!]!;
    for (let i = 0; i < backends.length; i++) if (isEligible(view, backends[i]!)) return true;
  }
  return false;
}

/**
 * Whether a GFE that found no backend failed to pick one.
 *
 * @param pushed the configuration as it is, whatever GFEs have learnt of it
 */
export function isFailureToPick(view: FleetView, pushed: Pick<FleetView, 'capacity' | 'isDraining'>): boolean {
  if (knowsEligible(view)) return false;
  for (let region = 0; region < view.backendsOfRegion.length; region++) {
    const backends = view.backendsOfRegion[region]!;
    for (let i = 0; i < backends.length; i++) if (isEligibleUnknown(view, pushed, region, backends[i]!)) return true;
  }
  return false;
}

/** Whether a backend is eligible in a region that the GFE does not know. */
export function isEligibleUnknown(
  view: FleetView,
  pushed: Pick<FleetView, 'capacity' | 'isDraining'>,
  region: number,
  backend: number,
): boolean {
  if (view.knownRegions.includes(region)) return false;
  return view.healthyCount[backend]! > 0 && isConfigured(pushed, backend);
}
