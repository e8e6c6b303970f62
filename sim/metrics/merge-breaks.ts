/**
 * What broke under one design, by window and cause: means over its runs.
 */
import { BREAK_CAUSES, type BreakCause } from './break-cause.ts';
import { COUNTER } from './counters.ts';
import type { DesignRuns } from './design-runs.ts';
import type { BreakRow } from './experiment-result.ts';
import type { ResultContext } from './result-context.ts';
import { ALL_CAUSES, countBreaks, openConnections } from './window-breaks.ts';

/** In the order of the scenario's windows. */
export function mergeBreaks({ designId, runs }: DesignRuns, { scenario }: ResultContext): BreakRow[] {
  return scenario.windows.map((window, index) => {
    const broken = (what: string): number => mean(runs.map((run) => countBreaks(run.windows[index]!, what)));
    return {
      designId,
      window: window.id,
      open: mean(runs.map((run) => openConnections(run, window, scenario.time.interval))),
      broken: broken(ALL_CAUSES),
      causes: Object.fromEntries(BREAK_CAUSES.map((cause) => [cause, broken(cause)])) as Record<BreakCause, number>,
      unremembered: mean(runs.map((run) => run.windows[index]!.counters[COUNTER.unremembered]!)),
    };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
