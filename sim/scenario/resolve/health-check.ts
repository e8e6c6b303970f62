/** `service.healthCheck`: defaults, and the rules between its fields. */
import { type Duration, duration, SECOND } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedHealthCheck } from '../resolved-scenario.ts';
import type { ServiceInput } from '../schema/service.ts';
import { formatDurationUs } from '../units.ts';
import { durationOf } from './time.ts';

/** Compute API, health check defaults: every 5 s, a timeout of 5 s, and 2 answers in a row either way. */
const DEFAULT_CHECK_INTERVAL = duration(5 * SECOND);
const DEFAULT_CHECK_TIMEOUT = duration(5 * SECOND);
const DEFAULT_THRESHOLD = 2;
/** Compute API, `tcpHealthCheck.port`. */
const DEFAULT_PORT = 80;

/**
 * Several probers probe independently, and how many is not to be configured. Six probes an interval were observed at
 * each node of a cluster (kubernetes/ingress-gce issue 137); 5 to 10 are commonly seen.
 */
const DEFAULT_PROBERS = 6;

const USUAL: ResolvedHealthCheck = {
  checkInterval: DEFAULT_CHECK_INTERVAL,
  timeout: DEFAULT_CHECK_TIMEOUT,
  healthyThreshold: DEFAULT_THRESHOLD,
  unhealthyThreshold: DEFAULT_THRESHOLD,
  probers: DEFAULT_PROBERS,
  quorum: majorityOf(DEFAULT_PROBERS),
  type: 'TCP',
  port: DEFAULT_PORT,
  proxyHeader: 'NONE',
};

/** `null` after a fault, which is reported. */
export function resolveHealthCheck(
  input: NonNullable<ServiceInput['healthCheck']>,
  reporter: Reporter,
): ResolvedHealthCheck | null {
  const checkInterval = input.checkInterval === undefined ? USUAL.checkInterval : durationOf(input.checkInterval);
  const timeout = input.timeout === undefined ? shorter(USUAL.timeout, checkInterval) : durationOf(input.timeout);
  const probers = input.probers ?? USUAL.probers;
  const quorum = input.quorum ?? majorityOf(probers);
  const refuse = (keys: readonly string[], message: string): void =>
    reporter.errorAmong(
      keys.map((key) => ['healthCheck', key]),
      message,
    );
  if (timeout > checkInterval) {
    const bound = formatDurationUs(checkInterval);
    refuse(['timeout', 'checkInterval'], `the timeout (${input.timeout}) must not exceed checkInterval (${bound})`);
  }
  if (quorum > probers) refuse(['quorum', 'probers'], `${quorum} of ${probers} probers can never agree`);
  if (timeout > checkInterval || quorum > probers) return null;
  return {
    checkInterval,
    timeout,
    healthyThreshold: input.healthyThreshold ?? USUAL.healthyThreshold,
    unhealthyThreshold: input.unhealthyThreshold ?? USUAL.unhealthyThreshold,
    probers,
    quorum,
    type: input.type ?? USUAL.type,
    port: input.port === 'USE_SERVING_PORT' ? null : (input.port ?? USUAL.port),
    proxyHeader: input.proxyHeader ?? USUAL.proxyHeader,
  };
}

/** Whether it is what a service has where nothing is said. */
export function isUsualHealthCheck(healthCheck: ResolvedHealthCheck): boolean {
  return (Object.keys(USUAL) as (keyof ResolvedHealthCheck)[]).every((key) => healthCheck[key] === USUAL[key]);
}

/** Assumption: how the opinions of the probers make a verdict is not published; one of them alone should not decide. */
function majorityOf(probers: number): number {
  return Math.floor(probers / 2) + 1;
}

function shorter(a: Duration, b: Duration): Duration {
  return a < b ? a : b;
}
