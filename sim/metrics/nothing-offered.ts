/**
 * Whether a count says nothing because there was nobody to count: "no connection failed" is
 * no finding where none was tried.
 *
 * Breaks and open connections may be of what was offered before the window, so they count for nothing only where
 * the whole measured run is empty.
 */
import type { Subject } from '../scenario/expectation.ts';
import type { RunRecord } from './run-record.ts';
import { isBreak } from './window-breaks.ts';

/** The window that is all of the run after the warm-up. */
const WHOLE_RUN = 0;

/** @param runs one for each replication */
export function isOfNothing(subject: Subject, runs: readonly RunRecord[], windowIndex: number): boolean {
  if (subject.kind !== 'single') return false;
  const { measure } = subject.quantity;
  const isEmpty = (window: number): boolean => runs.every((run) => offersNothing(run, window));
  switch (measure.kind) {
    case 'count':
      if (measure.of === 'offered') return false;
      return isBreak(measure.of) ? isEmpty(WHOLE_RUN) && hasNothingOpen(runs) : isEmpty(windowIndex);
    case 'moved':
      return isEmpty(WHOLE_RUN) && hasNothingOpen(runs);
    case 'series':
      return (
        measure.series.kind === 'gauge' && measure.series.of === 'active' && isEmpty(WHOLE_RUN) && hasNothingOpen(runs)
      );
    default:
      return false;
  }
}

function offersNothing(run: RunRecord, windowIndex: number): boolean {
  return run.windows[windowIndex]!.flows.every(({ outcomes }) => outcomes.every((count) => count === 0));
}

function hasNothingOpen(runs: readonly RunRecord[]): boolean {
  return runs.every(({ serving }) => serving.active.every((count) => count === 0));
}
