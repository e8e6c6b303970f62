/**
 * How unevenly the connections established in a window are spread over zones, backends or members.
 *
 * Members of different zonal backends are never compared: regions differ in demand. Over several it is the mean
 * weighted by connections, and a zonal backend with a single member has nothing to be uneven about.
 */
import type { Selector, Spread } from '../scenario/expectation.ts';
import { coefficientOfVariation, peakToMean } from '../stats/imbalance.ts';
import type { Places } from './experiment-result.ts';
import { memberRanges, weightedOverBackends } from './member-imbalance.ts';
import { isEstablished } from './outcome.ts';
import type { WindowRecord } from './run-record.ts';
import { backendIdOf, resolveSelector, selectedBackends } from './selection.ts';

const MEASURES = { imbalance: coefficientOfVariation, peakToMean } as const;

/** null without a connection, or where no backend has two members. */
export function measureSpread(
  spread: Spread,
  over: 'zones' | 'backends' | 'members',
  selector: Selector,
  window: WindowRecord,
  places: Places,
): number | null {
  const selected = selectedBackends(resolveSelector(selector, places), places);
  if (over === 'members') {
    const ranges = memberRanges(places);
    const loads = selected.map((backend) => {
      return [...window.memberEstablished.subarray(ranges[backend]!.first, ranges[backend]!.end)];
    });
    return weightedOverBackends(loads, MEASURES[spread]);
  }
  const groupOf = (backend: number): string => {
    const place = places.backends[backend]!;
    return over === 'zones' ? place.zone : backendIdOf(place);
  };
  const loads = new Map(selected.map((backend) => [groupOf(backend), 0]));
  for (const { backendIndex, outcomes } of window.backendFlows) {
    const group = groupOf(backendIndex);
    if (!selected.includes(backendIndex)) continue;
    const established = outcomes.reduce((sum, count, outcome) => (isEstablished(outcome) ? sum + count : sum), 0);
    loads.set(group, loads.get(group)! + established);
  }
  return MEASURES[spread]([...loads.values()]);
}
