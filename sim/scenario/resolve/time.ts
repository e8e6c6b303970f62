/** `time`: to microseconds and the minute of the week. */
import { type Duration, duration, type SimTime, simTime } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedTime, ResolvedWindow } from '../resolved-scenario.ts';
import { type SpanInput, STARTS_AT_PATTERN, type TimeInput, WEEKDAYS, type Weekday } from '../schema/time.ts';
import { formatDurationUs, parseDurationUs } from '../units.ts';
import { spanWindow } from './windows.ts';

/** Rows of the time series; beyond it a result directory is of no use to a reader (assumption). */
export const INTERVALS_MAX = 20_000;

/** Assumption: the week is the longest cycle of the traffic, so a year has everything many times over. */
const LONGEST_RUN = '366d';

const DEFAULT_INTERVAL = '10s';

export function resolveTime(input: TimeInput, reporter: Reporter): ResolvedTime | null {
  const length = durationOf(input.duration);
  const warmup = durationOf(input.warmup ?? '0s');
  const interval = durationOf(input.interval ?? DEFAULT_INTERVAL);
  if (length > durationOf(LONGEST_RUN)) {
    reporter.error(['time', 'duration'], `a run lasts at most ${LONGEST_RUN}; got ${input.duration}`);
    return null;
  }
  if (warmup >= length) {
    reporter.error(['time', 'warmup'], `the warm-up must be shorter than the run (${input.duration})`);
    return null;
  }
  if (interval > length) {
    reporter.error(['time', 'interval'], `the interval must not exceed the run (${input.duration})`);
    return null;
  }
  if (length / interval > INTERVALS_MAX) {
    const least = formatDurationUs(Math.ceil(length / INTERVALS_MAX));
    reporter.error(
      ['time', 'interval'],
      `the time series would have over ${INTERVALS_MAX} rows; the least interval is ${least}`,
    );
    return null;
  }
  const phases = resolvePhases(input, length, reporter);
  if (phases === null) return null;
  return { duration: length, warmup, interval, startsAtUtcMinute: minuteOfWeek(input.startsAt ?? 'Mon 00:00'), phases };
}

function resolvePhases(input: TimeInput, length: Duration, reporter: Reporter): readonly ResolvedWindow[] | null {
  const spans = Object.entries(input.phases ?? {});
  const phases = spans.flatMap(([id, span]) => {
    const window = resolveSpan(span, simTime(length), ['time', 'phases', id], reporter);
    return window === null ? [] : [{ ...window, id }];
  });
  return phases.length === spans.length ? phases : null;
}

/** From `from` to `to`, which must follow it within the run. */
export function resolveSpan(
  span: SpanInput,
  end: SimTime,
  path: readonly string[],
  reporter: Reporter,
): ResolvedWindow | null {
  const [from, to] = [simTime(durationOf(span.from)), simTime(durationOf(span.to))];
  if (from < to && to <= end) return spanWindow(from, to);
  reporter.error(
    [...path, 'to'],
    from < to ? `${span.to} is not within the run` : `${span.to} must lie after ${span.from}`,
  );
  return null;
}

export function durationOf(text: string): Duration {
  return duration(parseDurationUs(text)!);
}

function minuteOfWeek(text: string): number {
  const [, day, hour, minute] = STARTS_AT_PATTERN.exec(text)!;
  return WEEKDAYS.indexOf(day as Weekday) * 1_440 + Number(hour) * 60 + Number(minute);
}
