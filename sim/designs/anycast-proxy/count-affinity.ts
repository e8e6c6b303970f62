/**
 * Counts what session affinity was worth to a client that has come back: it met its member again, or
 * another though that one was there.
 */
import { BROKEN, KEPT } from '../../fleet/affinity-memory.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';

/** @param met what the memory of affinity said */
export function countAffinity(collector: Collector, nowUs: number, met: number): void {
  if (met !== KEPT && met !== BROKEN) return;
  collector.count(COUNTER.affinityReturning, nowUs);
  if (met === BROKEN) collector.count(COUNTER.affinityBroken, nowUs);
}
