/**
 * The service load balancing policy of a design: defaults by scheme, and warnings for what
 * Google Cloud does not offer there.
 *
 * What-if is the point of a simulator, so what the cloud would refuse is simulated with a warning.
 */
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedService, ResolvedServiceLbPolicy } from '../resolved-scenario.ts';
import type { ServiceLbPolicyInput } from '../schema/service-lb-policy.ts';
import { type ModuleScope, resolveModule } from './module.ts';

/** Google Cloud, service load balancing policies: the default, and what a service does without a policy. */
const DEFAULT_ALGORITHM = 'WATERFALL_BY_REGION';

/** Percent. Network Services API, `failoverHealthThreshold`: 70, but 50 for the classic global load balancer. */
const DEFAULT_FAILOVER_THRESHOLD = 70;
const DEFAULT_FAILOVER_THRESHOLD_CLASSIC = 50;

/** "Service load balancing policies": the ratio must be below 50 %; the API's text allows 50 % itself. */
const DEFAULT_DRAIN_LIMIT = 'belowHalf';

/** `reporter` is that of the design, whose policy stands at `serviceLbPolicy`. */
export function resolveServiceLbPolicy(
  input: ServiceLbPolicyInput,
  service: ResolvedService,
  reporter: Reporter,
  modules: ModuleScope,
): ResolvedServiceLbPolicy | null {
  const isClassic = service.loadBalancingScheme === 'EXTERNAL';
  const given = input.loadBalancingAlgorithm ?? DEFAULT_ALGORITHM;
  const path = ['serviceLbPolicy', 'loadBalancingAlgorithm'];
  const algorithm = typeof given === 'object' ? resolveModule('servicePolicy', given, path, reporter, modules) : given;
  if (algorithm === null) return null;
  if (typeof algorithm === 'string' && algorithm !== DEFAULT_ALGORITHM)
    warnAboutOffer(algorithm, ['loadBalancingAlgorithm'], service, reporter);
  if (input.autoCapacityDrain?.enable === true) {
    warnAboutOffer('autoCapacityDrain', ['autoCapacityDrain', 'enable'], service, reporter);
  }
  return {
    loadBalancingAlgorithm: algorithm,
    failoverHealthThreshold:
      input.failoverConfig?.failoverHealthThreshold ??
      (isClassic ? DEFAULT_FAILOVER_THRESHOLD_CLASSIC : DEFAULT_FAILOVER_THRESHOLD),
    autoCapacityDrain: {
      isEnabled: input.autoCapacityDrain?.enable ?? false,
      limit: input.autoCapacityDrain?.limit ?? DEFAULT_DRAIN_LIMIT,
    },
    isolation: resolveIsolation(input.isolationConfig, service, reporter),
  };
}

function resolveIsolation(
  input: ServiceLbPolicyInput['isolationConfig'],
  service: ResolvedService,
  reporter: Reporter,
): ResolvedServiceLbPolicy['isolation'] {
  if (input === undefined) return { granularity: 'UNSPECIFIED', mode: 'NEAREST' };
  const granularity = input.isolationGranularity ?? 'UNSPECIFIED';
  // Assumption: the milder of the two where only the granularity is given.
  const mode = input.isolationMode ?? 'NEAREST';
  const path = ['serviceLbPolicy', 'isolationConfig'];
  if (granularity !== 'REGION') {
    reporter.warn(path, 'nothing is isolated: that takes isolationGranularity REGION');
  } else if (mode === 'STRICT') {
    reporter.warn(
      [...path, 'isolationMode'],
      'Google Cloud describes STRICT only for internal load balancers made of Envoy proxies; simulated all the same',
    );
  } else warnAboutOffer('isolation', ['isolationConfig', 'isolationGranularity'], service, reporter);
  return { granularity, mode };
}

function warnAboutOffer(what: string, key: readonly string[], service: ResolvedService, reporter: Reporter): void {
  const isClassic = service.loadBalancingScheme === 'EXTERNAL';
  const isRegional = service.backends.some((backend) => backend.kind === 'REGIONAL_INSTANCE_GROUP');
  if (!isClassic && !isRegional) return;
  const reason = isClassic ? 'with scheme EXTERNAL' : 'with regional instance groups';
  reporter.warn(['serviceLbPolicy', ...key], `Google Cloud does not offer ${what} ${reason}; simulated all the same`);
}
