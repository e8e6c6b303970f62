/** `service.outlierDetection` after defaults; names as in the Compute API, shares from 0 to 1. */
import type { Duration } from '../kernel/time.ts';

export interface ResolvedOutlierDetection {
  readonly consecutiveErrors: number;
  readonly enforcingConsecutiveErrors: number;
  readonly consecutiveGatewayFailure: number;
  readonly enforcingConsecutiveGatewayFailure: number;
  readonly interval: Duration;
  readonly baseEjectionTime: Duration;
  readonly maxEjectionShare: number;
  readonly successRateMinimumHosts: number;
  readonly successRateRequestVolume: number;
  /** Standard deviations below the mean: 1.9, where the API says 1900. */
  readonly successRateStdevFactor: number;
  readonly enforcingSuccessRate: number;
}
