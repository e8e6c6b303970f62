/** `designs.<id>.loadReport`, with its defaults: all of them unpublished, see docs/model/capacity.md. */
import { duration, SECOND } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedLoadReport } from '../resolved-scenario.ts';
import type { LoadReportInput } from '../schema/load-report.ts';
import { parseMultiple, parsePercent } from '../units.ts';
import { durationOf } from './time.ts';

/**
 * Assumption: load is known within tens of seconds, as Google's capacity tutorial lets infer (a
 * load step settles in 50 to 75 s).
 */
const DEFAULT_INTERVAL = duration(10 * SECOND);
const DEFAULT_DELAY = duration(5 * SECOND);

/**
 * Assumption: with it the load step of that tutorial settles in its third run of 25 s, as
 * published (docs/VALIDATION.md).
 */
const DEFAULT_RATE_WINDOW = duration(60 * SECOND);

/**
 * Assumption: half of a difference a report neither overshoots nor is slow; a backend keeps
 * at least a quarter of its share.
 */
const DEFAULT_GAIN = 0.5;
const DEFAULT_MOST = 4;

/** `null` after a fault, which is reported. */
export function resolveLoadReport(input: LoadReportInput, reporter: Reporter): ResolvedLoadReport | null {
  const { interval, delay, rateWindow, correction } = input;
  const gain = correction?.gain ?? DEFAULT_GAIN;
  const most = correction?.most === undefined ? DEFAULT_MOST : parseMultiple(correction.most)!;
  if (most < 1) {
    reporter.error(['loadReport', 'correction', 'most'], `the bound is at least 1x; got ${correction!.most}`);
    return null;
  }
  return {
    interval: interval === undefined ? DEFAULT_INTERVAL : durationOf(interval),
    delay: delay === undefined ? DEFAULT_DELAY : durationOf(delay),
    rateWindow: rateWindow === undefined ? DEFAULT_RATE_WINDOW : durationOf(rateWindow),
    correction: { gain: typeof gain === 'number' ? gain : parsePercent(gain)!, most },
  };
}
