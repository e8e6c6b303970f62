/**
 * What a pick costs on a fleet of moderate size: time, and memory that has to be collected. Figures of
 * this machine, for comparison only.
 */

import type { FleetView } from '../../sim/fleet/fleet-view.ts';
import { Revision } from '../../sim/fleet/revision.ts';
import { SettledView } from '../../sim/fleet/settled-view.ts';
import type { ServicePolicy } from '../../sim/policies/service/service-policy.ts';
import { evenChoice, viewOf } from './sample-view.ts';

export interface PickCost {
  readonly nanoseconds: number;
  /** Rounded to what can be told from noise. */
  readonly bytes: number;
}

const WARM_UP_PICKS = 20_000;
const ROUNDS = 15;
const PICKS_PER_ROUND = 20_000;

/** Four regions of three zones, half full, as a GFE of a run sees them. */
export function sampleFleet(): FleetView {
  const rows = Array.from({ length: 12 }, (_, backend) => ({
    region: Math.floor(backend / 3),
    capacity: 300,
    load: 150,
    members: 20,
    healthy: 20,
    isNearest: backend === 0,
  }));
  return new SettledView(viewOf(rows), new Revision());
}

/** Medians over rounds, so that a collection in one of them does not show. */
export function costOf(policy: ServicePolicy, view: FleetView): PickCost {
  for (let k = 0; k < WARM_UP_PICKS; k++) policy.pick(view, evenChoice(k));
  const rounds = Array.from({ length: ROUNDS }, () => {
    const [heap, startedAtMs] = [process.memoryUsage().heapUsed, performance.now()];
    for (let k = 0; k < PICKS_PER_ROUND; k++) policy.pick(view, evenChoice(k));
    const ms = performance.now() - startedAtMs;
    return { ns: (ms * 1e6) / PICKS_PER_ROUND, bytes: (process.memoryUsage().heapUsed - heap) / PICKS_PER_ROUND };
  });
  const median = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return {
    nanoseconds: Math.round(median(rounds.map(({ ns }) => ns))),
    bytes: Math.max(0, Math.round(median(rounds.map(({ bytes }) => bytes)))),
  };
}
