/**
 * Windows: the spans of the run that expectations ask about, each once.
 *
 * An id says what the window is: `all`, a phase, an event, a surge, or `2m..5m`; `+30s` after it says
 * how much its start was trimmed.
 */
import { after, type Duration, type SimTime, simTime } from '../../kernel/time.ts';
import type { ResolvedEvent, ResolvedSurge, ResolvedTime, ResolvedWindow } from '../resolved-scenario.ts';
import { formatDurationUs } from '../units.ts';

/** The whole run after the warm-up; nothing else can have this id. */
export const WHOLE_RUN = 'all';

/** Collects windows in the order in which they are asked for, the whole run first. */
export class WindowList {
  readonly #windows: ResolvedWindow[];

  constructor(time: ResolvedTime) {
    this.#windows = [{ id: WHOLE_RUN, start: simTime(time.warmup), end: simTime(time.duration) }];
  }

  get windows(): readonly ResolvedWindow[] {
    return this.#windows;
  }

  /** The index of the window, which is added if it is new. */
  indexOf(window: ResolvedWindow): number {
    const known = this.#windows.findIndex(({ id }) => id === window.id);
    return known >= 0 ? known : this.#windows.push(window) - 1;
  }
}

/** From the event to its undoing, or to the end of the run. */
export function eventWindow(event: ResolvedEvent, end: SimTime): ResolvedWindow {
  return { id: event.id, start: event.at, end: event.until === null ? end : earlier(event.until, end) };
}

/** The top of the surge: after the rise, before the decay. */
export function surgeWindow(surge: ResolvedSurge, end: SimTime): ResolvedWindow {
  const start = after(surge.at, surge.rise);
  return { id: surge.id, start, end: earlier(after(start, surge.hold), end) };
}

export function spanWindow(start: SimTime, end: SimTime): ResolvedWindow {
  return { id: `${formatDurationUs(start)}..${formatDurationUs(end)}`, start, end };
}

/** Without its first part, in which the system settles. */
export function settled(window: ResolvedWindow, settle: Duration): ResolvedWindow {
  if (settle === 0) return window;
  return { id: `${window.id}+${formatDurationUs(settle)}`, start: after(window.start, settle), end: window.end };
}

function earlier(a: SimTime, b: SimTime): SimTime {
  return a < b ? a : b;
}
