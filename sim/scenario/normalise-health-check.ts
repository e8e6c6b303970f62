/** A health check as it is written. */
import type { Plain } from './document/node.ts';
import { healthCheckReachMap } from './normalise-reachability.ts';
import type { ResolvedHealthCheck } from './resolved-scenario.ts';
import { formatDurationUs } from './units.ts';

export function healthCheckMap(healthCheck: ResolvedHealthCheck): Record<string, Plain> {
  return {
    checkInterval: formatDurationUs(healthCheck.checkInterval),
    timeout: formatDurationUs(healthCheck.timeout),
    healthyThreshold: healthCheck.healthyThreshold,
    unhealthyThreshold: healthCheck.unhealthyThreshold,
    probers: healthCheck.probers,
    quorum: healthCheck.quorum,
    ...healthCheckReachMap(healthCheck),
  };
}
