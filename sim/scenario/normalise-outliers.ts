/** Outlier detection and circuit breakers as a scenario file writes them. */
import type { Plain } from './document/node.ts';
import type { ResolvedService } from './resolved-scenario.ts';
import { formatDurationUs, formatPercent } from './units.ts';

export function outliersMap({ outlierDetection: detection, circuitBreakers }: ResolvedService): {
  [key: string]: Plain;
} {
  return {
    ...(detection !== null && {
      outlierDetection: {
        consecutiveErrors: detection.consecutiveErrors,
        enforcingConsecutiveErrors: formatPercent(detection.enforcingConsecutiveErrors),
        consecutiveGatewayFailure: detection.consecutiveGatewayFailure,
        enforcingConsecutiveGatewayFailure: formatPercent(detection.enforcingConsecutiveGatewayFailure),
        interval: formatDurationUs(detection.interval),
        baseEjectionTime: formatDurationUs(detection.baseEjectionTime),
        maxEjectionPercent: formatPercent(detection.maxEjectionShare),
        successRateMinimumHosts: detection.successRateMinimumHosts,
        successRateRequestVolume: detection.successRateRequestVolume,
        successRateStdevFactor: Math.round(detection.successRateStdevFactor * 1_000),
        enforcingSuccessRate: formatPercent(detection.enforcingSuccessRate),
      },
    }),
    ...(circuitBreakers.maxConnections !== 'none' && { circuitBreakers: { ...circuitBreakers } }),
  };
}
