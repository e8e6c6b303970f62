/**
 * How full each region of a design got over the measured time: all its backends together.
 */
import type { DesignRuns } from './design-runs.ts';
import type { RegionRow } from './experiment-result.ts';
import { wholeIntervalsOf } from './interval-range.ts';
import { peakOf } from './peak.ts';
import type { ResultContext } from './result-context.ts';
import { openConnectionsAt, utilisations } from './utilisation.ts';

/** In the order of `places.regions`. */
export function mergeRegions({ designId, runs }: DesignRuns, { scenario, places }: ResultContext): RegionRow[] {
  const ranges = runs.map((run) => wholeIntervalsOf(run, scenario.windows[0]!, scenario.time.interval));
  return places.regions.map((_, regionIndex) => {
    const own = places.backends.flatMap((backend, index) => (backend.regionIndex === regionIndex ? [index] : []));
    return {
      designId,
      regionIndex,
      peakActive: peakOf(runs.map((run, at) => openConnectionsAt(run.serving, ranges[at]!, own, places))) ?? 0,
      peakUtilisation: peakOf(runs.map((run, at) => utilisations(run.serving, ranges[at]!, own, places))),
    };
  });
}
