/** A security policy as a scenario file writes it. */
import type { Plain } from './document/node.ts';
import type { ResolvedService } from './resolved-scenario.ts';
import { formatDurationUs } from './units.ts';

export function securityPolicyMap({ securityPolicy: policy }: ResolvedService): { [key: string]: Plain } {
  if (policy === null) return {};
  const { enforceOnKey, threshold, interval, banDuration } = policy;
  return {
    securityPolicy: {
      action: banDuration === null ? 'throttle' : 'rate_based_ban',
      rateLimitOptions: {
        rateLimitThreshold: { count: threshold, interval: formatDurationUs(interval) },
        enforceOnKey,
        ...(banDuration !== null && { banDuration: formatDurationUs(banDuration) }),
      },
    },
  };
}
