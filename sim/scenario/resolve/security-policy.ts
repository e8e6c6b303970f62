/** `service.securityPolicy`: defaults, and the one rule between its fields. */
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedSecurityPolicy } from '../resolved-security-policy.ts';
import { countOf } from '../schema/quantities.ts';
import type { ServiceInput } from '../schema/service.ts';
import { durationOf } from './time.ts';

const OPTIONS = ['securityPolicy', 'rateLimitOptions'] as const;

/** `null` without a policy; `FAULTY` after a fault, which is reported. */
export function resolveSecurityPolicy(
  input: ServiceInput['securityPolicy'],
  reporter: Reporter,
): ResolvedSecurityPolicy | null | typeof FAULTY_POLICY {
  if (input === undefined) return null;
  const { rateLimitThreshold, enforceOnKey, banDuration } = input.rateLimitOptions;
  const isBan = input.action === 'rate_based_ban';
  if (isBan && banDuration === undefined) {
    reporter.error(OPTIONS, 'action rate_based_ban needs "banDuration"', null, 'key');
    return FAULTY_POLICY;
  }
  if (!isBan && banDuration !== undefined) {
    reporter.error([...OPTIONS, 'banDuration'], 'throttle bans nobody: it is for action rate_based_ban', null, 'key');
    return FAULTY_POLICY;
  }
  return {
    enforceOnKey: enforceOnKey ?? 'ALL',
    threshold: countOf(rateLimitThreshold.count),
    interval: durationOf(rateLimitThreshold.interval),
    banDuration: banDuration === undefined ? null : durationOf(banDuration),
  };
}

export const FAULTY_POLICY = 'faulty';
