/** `service.outlierDetection` and `service.circuitBreakers`: Google's defaults, and where they are not offered. */
import { type Duration, duration, SECOND } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedOutlierDetection } from '../resolved-outlier-detection.ts';
import type { ResolvedService } from '../resolved-scenario.ts';
import { countOf } from '../schema/quantities.ts';
import type { ServiceInput } from '../schema/service.ts';
import { parsePercent } from '../units.ts';
import { durationOf } from './time.ts';

type Outliers = Pick<ResolvedService, 'outlierDetection' | 'circuitBreakers'>;

/** Compute API, `outlierDetection`; Envoy's differ: 5, 100 %, 5, 0 %, 10 s, 10 %. */
const INTERVAL = duration(1 * SECOND);
const BASE_EJECTION_TIME = duration(30 * SECOND);

/** Terraform's text for `circuit_breakers.max_connections`; the API has no limit by default. */
const TERRAFORM_MAX_CONNECTIONS = 1_024;

/** `null` after a fault, which is reported. */
export function resolveOutliers(input: Partial<ServiceInput>, reporter: Reporter): Outliers | null {
  const { outlierDetection, circuitBreakers } = input;
  let isSound = true;
  if (input.loadBalancingScheme === 'EXTERNAL') {
    for (const key of ['outlierDetection', 'circuitBreakers'] as const) {
      if (input[key] === undefined) continue;
      reporter.errorAmong([[key], ['loadBalancingScheme']], `the classic proxy (EXTERNAL) has no ${key}`);
      isSound = false;
    }
  }
  const shareOf = (key: PercentKey, otherwise: number): number => {
    const text = outlierDetection?.[key];
    const share = text === undefined ? otherwise : parsePercent(text)!;
    if (share > 1) {
      reporter.error(['outlierDetection', key], `at most 100%; got ${text}`);
      isSound = false;
    }
    return share;
  };
  const detection = outlierDetection === undefined ? null : detectionOf(outlierDetection, shareOf);
  return isSound ? { outlierDetection: detection, circuitBreakers: breakersOf(circuitBreakers) } : null;
}

type DetectionInput = NonNullable<ServiceInput['outlierDetection']>;
type PercentKey =
  | 'enforcingConsecutiveErrors'
  | 'enforcingConsecutiveGatewayFailure'
  | 'enforcingSuccessRate'
  | 'maxEjectionPercent';

function detectionOf(
  input: DetectionInput,
  shareOf: (key: PercentKey, otherwise: number) => number,
): ResolvedOutlierDetection {
  const orDefault = (text: string | undefined, otherwise: Duration): Duration =>
    text === undefined ? otherwise : durationOf(text);
  return {
    consecutiveErrors: input.consecutiveErrors ?? 5,
    enforcingConsecutiveErrors: shareOf('enforcingConsecutiveErrors', 0),
    consecutiveGatewayFailure: input.consecutiveGatewayFailure ?? 3,
    enforcingConsecutiveGatewayFailure: shareOf('enforcingConsecutiveGatewayFailure', 1),
    interval: orDefault(input.interval, INTERVAL),
    baseEjectionTime: orDefault(input.baseEjectionTime, BASE_EJECTION_TIME),
    maxEjectionShare: shareOf('maxEjectionPercent', 0.5),
    successRateMinimumHosts: input.successRateMinimumHosts ?? 5,
    successRateRequestVolume: input.successRateRequestVolume ?? 100,
    successRateStdevFactor: (input.successRateStdevFactor ?? 1_900) / 1_000,
    enforcingSuccessRate: shareOf('enforcingSuccessRate', 1),
  };
}

function breakersOf(input: ServiceInput['circuitBreakers']): Outliers['circuitBreakers'] {
  if (input === undefined) return { maxConnections: 'none' };
  const { maxConnections, omitted = 'api' } = input;
  if (maxConnections === undefined) return { maxConnections: omitted === 'api' ? 'none' : TERRAFORM_MAX_CONNECTIONS };
  return { maxConnections: maxConnections === 'none' ? maxConnections : countOf(maxConnections) };
}
