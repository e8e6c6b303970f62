/**
 * Instants of a run as people name them: a clock (`27:10`, `1:04:00`), a duration from the start (`27m10s`), or what
 * happens then (the id of a phase, an event or a surge: its beginning).
 */
import type { ResolvedScenario } from './resolved-scenario.ts';
import { parseDurationUs } from './units.ts';

type Happenings = Pick<ResolvedScenario, 'time' | 'events'> & {
  readonly traffic: Pick<ResolvedScenario['traffic'], 'surges'>;
};

const CLOCK = /^(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d{1,6})?)$/;

/** Microseconds from the start of the run, whether within it or not; `null` where the text names none. */
export function instantOf(text: string, { time, events, traffic }: Happenings): number | null {
  const known = [...time.phases.map(({ id, start }) => ({ id, at: start })), ...events, ...traffic.surges];
  return known.find(({ id }) => id === text)?.at ?? clockUs(text) ?? parseDurationUs(text);
}

/** Ids that name an instant. */
export function knownInstants({ time, events, traffic }: Happenings): string[] {
  return [...time.phases, ...events, ...traffic.surges].map(({ id }) => id);
}

function clockUs(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [, hours = '0', minutes, seconds] = match;
  if (Number(seconds) >= 60 || (match[1] !== undefined && Number(minutes) >= 60)) return null;
  return Math.round(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e6);
}
