/**
 * Warns when the scenario's warm-up is shorter than the runs need: open connections were
 * still rising when measuring began.
 *
 * MSER-5 looks at the open connections of all backends, averaged over replications, up to the first surge or event:
 * what comes after is meant to disturb them. It supposes that the series settles at some level, so under a load that
 * varies by the hour, or by a file, there is nothing to compare and no notice: the level after its cut is no truer than
 * the one before. It also cuts a few values from a series that was steady all along, so a later end counts only where
 * the level between the two differs visibly from the level after.
 */
import { toSeconds } from '../kernel/time.ts';
import { detectWarmUp } from '../stats/warm-up.ts';
import type { DesignRuns } from './design-runs.ts';
import type { DesignSeries } from './experiment-result.ts';
import { formatExact } from './format-figures.ts';
import type { ResultContext } from './result-context.ts';

/** Relative difference of level that a reader of the charts would see (assumption). */
const VISIBLE_BIAS = 0.05;

/**
 * null when the warm-up is long enough, or too little happens before the first disturbance to
 * tell, or the load has no level.
 */
export function warmUpNotice({ designId }: DesignRuns, series: DesignSeries, context: ResultContext): string | null {
  const { time, traffic, events } = context.scenario;
  if (traffic.shape !== 'flat') return null;
  const disturbances = [...traffic.surges, ...events].map(({ at }) => at);
  const quietUs = Math.min(time.duration, ...disturbances);
  const quiet = openConnections(series).slice(0, Math.floor(quietUs / time.interval));
  const warmUp = detectWarmUp(quiet);
  const cut = Math.floor(time.warmup / time.interval);
  const warmupText = `the warm-up of ${seconds(time.warmup)}`;
  if (warmUp.kind === 'unsettled') {
    if (!isBiased(quiet, cut, Math.floor((cut + quiet.length) / 2))) return null;
    return `design ${designId}: open connections do not settle before the first event or the end, so ${warmupText} may be too short (MSER-5)`;
  }
  if (warmUp.kind === 'tooShort' || warmUp.length <= cut || !isBiased(quiet, cut, warmUp.length)) return null;
  const settled = seconds(warmUp.length * time.interval);
  return `design ${designId}: open connections settle after about ${settled}, later than ${warmupText} (MSER-5)`;
}

/** Open connections of all backends at the end of each interval that was simulated. */
function openConnections({ timesMs, backends }: DesignSeries): number[] {
  const sums = timesMs.map((_, interval) => {
    return backends.reduce<number | null>((sum, { active }) => added(sum, active[interval]!), 0);
  });
  return sums.filter((sum) => sum !== null);
}

function added(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : left + right;
}

/** Whether the level in [from, to) differs visibly from the level after. */
function isBiased(values: readonly number[], from: number, to: number): boolean {
  if (from >= to || to >= values.length) return false;
  const before = mean(values.slice(from, to));
  const after = mean(values.slice(to));
  return Math.abs(before - after) > VISIBLE_BIAS * after;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function seconds(us: number): string {
  return formatExact(toSeconds(us), 's');
}
