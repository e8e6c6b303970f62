/**
 * Autoscalers: defaults, and which signal fits which service and group.
 *
 * Source: Compute Engine documentation, "Scaling based on load balancing serving capacity": only with HTTP(S) load
 * balancing, with a maximum utilization or a rate per instance, and not with a rate of the whole group; groups behind
 * a TCP proxy use CPU or metrics.
 */
import { type Duration, duration, MINUTE, SECOND } from '../../kernel/time.ts';
import { factsOf } from '../backend-kinds.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedAmount, ResolvedAutoscaler } from '../resolved-membership.ts';
import type { ResolvedBackend, ResolvedCapacity, ResolvedService } from '../resolved-scenario.ts';
import type { AutoscalerInput } from '../schema/autoscaler.ts';
import { countOf } from '../schema/quantities.ts';
import { parsePercent } from '../units.ts';
import { durationOf } from './time.ts';

/**
 * Compute API, autoscalers: `coolDownPeriodSec` 60, `stabilizationPeriodSec` 600,
 * `loadBalancingUtilization.utilizationTarget` 0.8.
 */
const DEFAULT_INITIALIZATION = MINUTE;
const DEFAULT_STABILIZATION = duration(10 * MINUTE);
const DEFAULT_LOAD_TARGET = 0.8;
/** Assumption: the documentation says only that it looks often. */
const DEFAULT_INTERVAL = duration(15 * SECOND);

/** What an autoscaler has to fit. */
export interface AutoscaledGroup {
  readonly kind: ResolvedBackend['kind'];
  readonly members: number;
  readonly capacity: ResolvedCapacity;
  readonly protocol: ResolvedService['protocol'] | null;
}

/** `null` after a fault, which is reported. */
export function resolveAutoscaler(
  input: AutoscalerInput,
  group: AutoscaledGroup,
  path: readonly string[],
  reporter: Reporter,
): ResolvedAutoscaler | null {
  const fault = faultOf(input, group);
  if (fault !== null) {
    reporter.error(fault.key === null ? path : [...path, fault.key], fault.message, null, 'key');
    return null;
  }
  const { cpuUtilization, loadBalancingUtilization, openConnections, scaleInControl } = input;
  return {
    minMembers: input.minMembers,
    maxMembers: input.maxMembers,
    mode: input.mode ?? 'ON',
    cpuUtilization: cpuUtilization === undefined ? null : shareOf(cpuUtilization.target),
    loadBalancingUtilization:
      loadBalancingUtilization === undefined ? null : shareOf(loadBalancingUtilization.target ?? DEFAULT_LOAD_TARGET),
    openConnections: openConnections === undefined ? null : countOf(openConnections.target),
    initialization: orElse(input.initialization, DEFAULT_INITIALIZATION),
    stabilization: orElse(input.stabilization, DEFAULT_STABILIZATION),
    interval: orElse(input.interval, DEFAULT_INTERVAL),
    scaleInControl:
      scaleInControl === undefined
        ? null
        : { maxScaledIn: amountOf(scaleInControl.maxScaledIn), timeWindow: durationOf(scaleInControl.timeWindow) },
  };
}

/** The first thing that does not fit; `null` when all does. */
function faultOf(
  input: AutoscalerInput,
  { kind, members, capacity, protocol }: AutoscaledGroup,
): { readonly key: keyof AutoscalerInput | null; readonly message: string } | null {
  const { minMembers, maxMembers, cpuUtilization, loadBalancingUtilization, openConnections } = input;
  if (!factsOf(kind).isBalanced)
    return { key: null, message: `${factsOf(kind).what} has no autoscaler of the load balancer's` };
  if (!factsOf(kind).hasInstances)
    return { key: null, message: 'a NEG has no autoscaler: its endpoints come from elsewhere; use an instance group' };
  if (minMembers > maxMembers) return { key: 'minMembers', message: `more than maxMembers (${maxMembers})` };
  if (members < minMembers || members > maxMembers)
    return { key: null, message: `the group begins with ${members} members, outside ${minMembers} to ${maxMembers}` };
  if (cpuUtilization === undefined && loadBalancingUtilization === undefined && openConnections === undefined)
    return { key: null, message: 'no signal: give cpuUtilization, loadBalancingUtilization or openConnections' };
  if (loadBalancingUtilization === undefined) return null;
  if (protocol === 'TCP' || protocol === 'SSL') {
    const message = `only HTTP(S) load balancing reports its use of serving capacity; with ${protocol} use cpuUtilization or openConnections`;
    return { key: 'loadBalancingUtilization', message };
  }
  const perMember =
    capacity.balancingMode === 'UTILIZATION' || (capacity.capacityField?.endsWith('PerInstance') ?? false);
  if (perMember) return null;
  const message = `a capacity of the whole group (${capacity.capacityField}) does not grow with its members: use one per instance, or maxUtilization`;
  return { key: 'loadBalancingUtilization', message };
}

function orElse(text: string | undefined, fallback: Duration): Duration {
  return text === undefined ? fallback : durationOf(text);
}

function shareOf(input: number | string): number {
  return typeof input === 'number' ? input : parsePercent(input)!;
}

function amountOf(input: number | string): ResolvedAmount {
  return typeof input === 'number' ? { kind: 'count', value: input } : { kind: 'share', value: parsePercent(input)! };
}
