/** `time`: to microseconds and the minute of the week. */
import { type Duration, duration } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedTime } from '../resolved-scenario.ts';
import { STARTS_AT_PATTERN, type TimeInput, WEEKDAYS, type Weekday } from '../schema/time.ts';
import { formatDurationUs, parseDurationUs } from '../units.ts';

/** Rows of the time series; beyond it a result directory is of no use to a reader (assumption). */
export const INTERVALS_MAX = 20_000;

const DEFAULT_INTERVAL = '10s';

export function resolveTime(input: TimeInput, reporter: Reporter): ResolvedTime | null {
  const length = durationOf(input.duration);
  const warmup = durationOf(input.warmup ?? '0s');
  const interval = durationOf(input.interval ?? DEFAULT_INTERVAL);
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
  return { duration: length, warmup, interval, startsAtUtcMinute: minuteOfWeek(input.startsAt ?? 'Mon 00:00') };
}

export function durationOf(text: string): Duration {
  return duration(parseDurationUs(text)!);
}

function minuteOfWeek(text: string): number {
  const [, day, hour, minute] = STARTS_AT_PATTERN.exec(text)!;
  return WEEKDAYS.indexOf(day as Weekday) * 1_440 + Number(hour) * 60 + Number(minute);
}
