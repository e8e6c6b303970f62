/**
 * What was the matter in the scenario when a connection was offered: events in force, surges of its metro.
 */
import { toMs } from '../../kernel/time.ts';
import type { ResolvedScenario } from '../../scenario/resolved-scenario.ts';
import type { Trail } from './trail.ts';

/** The trails of one run with what surrounds them. */
export function withCircumstances(
  trails: readonly Trail[],
  { events, traffic }: ResolvedScenario,
  replication: number,
): Trail[] {
  return trails.map((trail) => {
    const { atMs, designId, metro } = trail;
    const isIn = (from: number, to: number | null): boolean => atMs >= toMs(from) && (to === null || atMs < toMs(to));
    const inForce = [
      ...events
        .filter(({ at, until, designIds }) => isIn(at, until) && (designIds === null || designIds.includes(designId)))
        .map(({ id }) => id),
      ...traffic.surges
        .filter(({ at, rise, hold, decay, metroIds }) => isIn(at, at + rise + hold + decay) && metroIds.includes(metro))
        .map(({ id }) => id),
    ];
    return { ...trail, replication, inForce };
  });
}
