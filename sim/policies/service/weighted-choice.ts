/**
 * Proportional choice among zonal backends, without allocating: the arithmetic that service policies share.
 */
import { type FleetView, isEligible } from '../../fleet/fleet-view.ts';
import { NO_BACKEND } from './service-policy.ts';

const TWO_POW_MINUS_32 = 2 ** -32;

/**
 * Picks a backend of a region in proportion to target capacity among those whose load is below `fill` times their capacity; `NO_BACKEND`
 * when there is none.
 */
export function pickInRegion(view: FleetView, regionIndex: number, fill: number, choice: number): number {
  const backends = view.backendsOfRegion[regionIndex]!;
  let total = 0;
  for (let i = 0; i < backends.length; i++) {
    const backend = backends[i]!;
    if (hasRoom(view, backend, fill)) total += view.capacity[backend]!;
  }
  if (total === 0) return NO_BACKEND;
  let left = choice * TWO_POW_MINUS_32 * total;
  let picked = NO_BACKEND;
  for (let i = 0; i < backends.length; i++) {
    const backend = backends[i]!;
    if (!hasRoom(view, backend, fill)) continue;
    picked = backend;
    left -= view.capacity[backend]!;
    if (left < 0) break;
  }
  return picked;
}

function hasRoom(view: FleetView, backend: number, fill: number): boolean {
  return isEligible(view, backend) && view.load[backend]! < view.capacity[backend]! * fill;
}

/** Load over capacity of all eligible backends together; 0 when there are none. */
export function overallFill(view: FleetView): number {
  let load = 0;
  let capacity = 0;
  for (let backend = 0; backend < view.capacity.length; backend++) {
    if (!isEligible(view, backend)) continue;
    load += view.load[backend]!;
    capacity += view.capacity[backend]!;
  }
  return capacity === 0 ? 0 : load / capacity;
}
