/**
 * When a region lost members, and how long health checks took to see it. Both are known to the interval
 * only, because members are counted at the end of each; where a fault of the scenario explains the
 * fall, its instant is known exactly.
 */
import type { EventSummary, RegionSeries } from '../../sim/metrics/experiment-result.ts';
import { known } from './samples.ts';

/** Limits, ms; equal where the value is known exactly. */
export interface Span {
  readonly lowMs: number;
  readonly highMs: number;
}

export interface Fall {
  readonly onset: Span;
  /** From the onset until health checks saw it; `unseen`: the members were back first; `open`: the run ended first. */
  readonly delay: Span | 'unseen' | 'open';
}

/** Counts are means over replications: half a member of difference is one replication's, not a fall. */
const NOTABLE = 0.5;
/** Events that cannot take members away. */
const HARMLESS = new Set(['surge', 'attack', 'withdraw', 'announce', 'recover']);

/**
 * @param timesMs start of each interval
 * @param endMs end of the last interval
 */
export function fallsOf(
  region: RegionSeries,
  timesMs: readonly number[],
  endMs: number,
  events: readonly EventSummary[],
): Fall[] {
  const serviceable = known(region.serviceable);
  const seen = known(region.seenHealthy);
  const readMs = (t: number): number => timesMs[t + 1] ?? endMs;
  const isUnseen = (t: number): boolean => seen[t]! - serviceable[t]! >= NOTABLE;
  const most = Math.max(0, ...serviceable, ...seen);
  const falls: Fall[] = [];
  for (let t = 0; t < serviceable.length; t++) {
    const before = t === 0 ? most : serviceable[t - 1]!;
    if (before - serviceable[t]! < NOTABLE) continue;
    const onset = explainedOnset({ lowMs: timesMs[t]!, highMs: readMs(t) }, events);
    const from = t;
    while (t < serviceable.length && isUnseen(t)) t++;
    if (t === serviceable.length) {
      falls.push({ onset, delay: 'open' });
    } else if (t > from && seen[from]! - seen[t]! < NOTABLE) {
      falls.push({ onset, delay: 'unseen' });
    } else {
      const seenFromMs = t === from ? onset.lowMs : readMs(t - 1);
      const lowMs = Math.max(0, seenFromMs - onset.highMs);
      falls.push({ onset, delay: { lowMs, highMs: readMs(t) - onset.lowMs } });
    }
  }
  return falls;
}

/** The instant of the one event that began in the span; the span itself where none did, or several. */
function explainedOnset(span: Span, events: readonly EventSummary[]): Span {
  const starts = events
    .filter(({ kind, startMs }) => !HARMLESS.has(kind) && startMs >= span.lowMs && startMs < span.highMs)
    .map(({ startMs }) => startMs);
  const [first] = starts;
  return first !== undefined && starts.every((start) => start === first) ? { lowMs: first, highMs: first } : span;
}
