/**
 * What health checks cost a member, and when their probers notice a failure: both follow from the configuration alone.
 */
import { type Duration, duration, toSeconds } from '../kernel/time.ts';
import type { ResolvedHealthCheck } from '../scenario/resolved-scenario.ts';

/** Earliest and latest, from the failure on. */
export interface DetectionWindow {
  readonly earliest: Duration;
  readonly latest: Duration;
}

/** Probes that reach each member, per second. */
export function probesPerSecond({ probers, checkInterval }: ResolvedHealthCheck): number {
  return probers / toSeconds(checkInterval);
}

/**
 * When one prober turns its opinion of a member that refuses, or that is silent: its first failing
 * probe comes within an interval.
 */
export function detectionWindow(
  { checkInterval, timeout, unhealthyThreshold }: ResolvedHealthCheck,
  isSilent: boolean,
): DetectionWindow {
  const settled = (unhealthyThreshold - 1) * checkInterval + (isSilent ? timeout : 0);
  return { earliest: duration(settled), latest: duration(settled + checkInterval) };
}
