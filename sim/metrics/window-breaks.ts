/**
 * The connections that broke in a window of one run, by cause, and those that were open in it:
 * what the breaks are a share of.
 */
import { assert } from '../kernel/assert.ts';
import { BREAK_CAUSE_COUNT, BREAK_CAUSES, type BreakCause } from './break-cause.ts';
import type { RunRecord, WindowRecord } from './run-record.ts';

/** Every cause together, where a single one could stand. */
export const ALL_CAUSES = 'broken';

export function isBreak(word: string): boolean {
  return word === ALL_CAUSES || BREAK_CAUSES.includes(word as BreakCause);
}

/** @param what a cause, or `broken` for all of them */
export function countBreaks({ breaks }: WindowRecord, what: string): number {
  if (what === ALL_CAUSES) return breaks.reduce((sum, count) => sum + count, 0);
  const cause = BREAK_CAUSES.indexOf(what as BreakCause);
  assert(cause >= 0, `"${what}" is no cause of a break`);
  return breaks[cause]!;
}

/**
 * @param what a cause, or `broken` for all of them
 * @param causes of `broken`, only these; null: any
 * @param backends zonal ones
 */
export function countBreaksAt(
  { backendBreaks }: WindowRecord,
  what: string,
  causes: readonly string[] | null,
  backends: readonly number[],
): number {
  const isWanted = BREAK_CAUSES.map((cause) =>
    what === ALL_CAUSES ? (causes?.includes(cause) ?? true) : what === cause,
  );
  let count = 0;
  for (const backend of backends) {
    for (let cause = 0; cause < BREAK_CAUSE_COUNT; cause++) {
      if (isWanted[cause]) count += backendBreaks[backend * BREAK_CAUSE_COUNT + cause]!;
    }
  }
  return count;
}

/**
 * Connections that were open at some time of the window: those open as its first interval began, and those established
 * from then on. Every interval that the window touches counts whole, so no more connections can break than this.
 *
 * @param backends zonal ones; all by default
 */
export function openConnections(
  run: RunRecord,
  span: { readonly start: number; readonly end: number },
  intervalUs: number,
  backends?: readonly number[],
): number {
  const { active, established } = run.serving;
  const width = active.length / run.intervalCount;
  const first = Math.floor(span.start / intervalUs);
  const end = Math.min(Math.ceil(span.end / intervalUs), run.intervalCount);
  const counted = backends ?? Array.from({ length: width }, (_, backend) => backend);
  let open = 0;
  for (const backend of counted) {
    open += active[(first - 1) * width + backend] ?? 0;
    for (let interval = first; interval < end; interval++) open += established[interval * width + backend]!;
  }
  return open;
}
