/**
 * The balancing mode of a backend and its targets: which mode goes with which protocol, kind of group and field.
 *
 * Sources: Compute API, `backends[]` (fields and ranges); "Backend services overview", "Supported balancing modes" and
 * "Target capacity". Backends of one service may use different modes (Compute API, balancingMode).
 */
import { factsOf } from '../backend-kinds.ts';
import type { Reporter } from '../document/reporter.ts';
import type {
  BalancingMode,
  CapacityField,
  ResolvedBackend,
  ResolvedCapacity,
  ResolvedCustomMetric,
  ResolvedMember,
} from '../resolved-scenario.ts';
import { AMOUNT_FIELDS } from '../schema/backend-capacity.ts';
import { countOf } from '../schema/quantities.ts';
import type { BackendInput } from '../schema/service.ts';
import { isHttp, type ServiceProtocol } from '../service-protocol.ts';
import { keysAt } from '../shape/read-part.ts';
import { listWords, nearest } from '../suggest.ts';
import { parsePercent, parseRatePerSecond } from '../units.ts';
import { capacityMisfit } from './capacity-misfit.ts';

/** What the service says that its backends' modes depend on. */
export interface ModeScope {
  /** `null` where it is faulty. */
  readonly protocol: ServiceProtocol | null;
  readonly omittedBalancingMode: 'byTarget' | 'UTILIZATION';
  readonly hasAffinity: boolean;
}

type BackendKind = ResolvedBackend['kind'];
type AmountMode = keyof typeof AMOUNT_FIELDS;

const AMOUNT_MODES = Object.keys(AMOUNT_FIELDS) as AmountMode[];

/** hashicorp/terraform-provider-google#9477: what the cloud fills in, and Terraform's own default. */
const DEFAULT_MAX_UTILIZATION = 0.8;

/** `null` after a fault, which is reported. */
export function resolveCapacity(
  input: BackendInput,
  kind: BackendKind,
  member: ResolvedMember | null,
  scope: ModeScope,
  path: readonly string[],
  reporter: Reporter,
): ResolvedCapacity | null {
  const mode = modeOf(input, scope);
  if (!checkProtocol(mode, input, scope.protocol, path, reporter)) return null;
  const field = checkAmount(mode, input, kind, isHttp(scope.protocol), path, reporter);
  const metrics = resolveMetrics(mode, input, member, path, reporter);
  const isUtilizationSound = checkUtilization(mode, input, path, reporter);
  if (mode === 'IN_FLIGHT' && input.trafficDuration !== 'LONG') {
    const spot = [...path, input.trafficDuration === undefined ? 'balancingMode' : 'trafficDuration'];
    reporter.error(spot, 'IN_FLIGHT is for answers that take over a second: it needs trafficDuration LONG');
    return null;
  }
  if (field === undefined || metrics === null || !isUtilizationSound) return null;
  if (mode === 'UTILIZATION') {
    const key = (['balancingMode', 'maxUtilization'] as const).find((name) => input[name] !== undefined);
    warnOfUtilization(kind, scope.hasAffinity, key === undefined ? path : [...path, key], reporter);
  }
  return {
    balancingMode: mode,
    capacityField: field,
    capacityValue: field === null ? 0 : amountOf(input[field]!),
    maxUtilization: mode === 'UTILIZATION' ? shareOf(input.maxUtilization ?? DEFAULT_MAX_UTILIZATION) : null,
    customMetrics: metrics,
    trafficDuration: input.trafficDuration ?? 'SHORT',
  };
}

/** The mode as named; else as the target that is given implies, else as the protocol does. */
function modeOf(input: BackendInput, { protocol, omittedBalancingMode }: ModeScope): BalancingMode {
  if (input.balancingMode !== undefined) return input.balancingMode;
  if (omittedBalancingMode === 'UTILIZATION') return 'UTILIZATION';
  if (input.customMetrics !== undefined) return 'CUSTOM_METRICS';
  const byAmount = AMOUNT_MODES.find((mode) => AMOUNT_FIELDS[mode].some((field) => input[field] !== undefined));
  if (byAmount !== undefined) return byAmount;
  if (input.maxUtilization !== undefined) return 'UTILIZATION';
  return isHttp(protocol) ? 'RATE' : 'CONNECTION';
}

function checkProtocol(
  mode: BalancingMode,
  input: BackendInput,
  protocol: ServiceProtocol | null,
  path: readonly string[],
  reporter: Reporter,
): boolean {
  if (protocol === null || mode === 'UTILIZATION' || mode === 'CUSTOM_METRICS') return true;
  if (isHttp(protocol) !== (mode === 'CONNECTION')) return true;
  const instead = isHttp(protocol) ? 'RATE, IN_FLIGHT, UTILIZATION' : 'CONNECTION, UTILIZATION';
  const message = `${mode} does not go with protocol ${protocol}: use ${instead} or CUSTOM_METRICS`;
  const given = AMOUNT_FIELDS[mode].find((field) => input[field] !== undefined);
  if (input.balancingMode !== undefined) reporter.error([...path, 'balancingMode'], message);
  else reporter.error(given === undefined ? path : [...path, given], message, null, 'key');
  return false;
}

/** The one amount of the mode; `null` where it needs none and has none; undefined after a fault, which is reported. */
function checkAmount(
  mode: BalancingMode,
  input: BackendInput,
  kind: BackendKind,
  isHttpService: boolean,
  path: readonly string[],
  reporter: Reporter,
): CapacityField | null | undefined {
  // As written, so that the second one is the one that came later.
  const keys = keysAt(reporter.root, path);
  const given = AMOUNT_MODES.flatMap((amountMode): readonly CapacityField[] => AMOUNT_FIELDS[amountMode])
    .filter((field) => input[field] !== undefined)
    .toSorted((a, b) => keys.indexOf(a) - keys.indexOf(b));
  const own = mode === 'UTILIZATION' ? AMOUNT_FIELDS[isHttpService ? 'RATE' : 'CONNECTION'] : amountFields(mode);
  const stranger = given.find((field) => !own.includes(field));
  if (stranger !== undefined) {
    const allowed = own.length === 0 ? '' : `; it takes ${listWords(usable(own, kind))}`;
    reporter.error([...path, stranger], `${stranger} is no target of ${mode}${allowed}`, null, 'key');
    return undefined;
  }
  const [field, second] = given;
  if (field === undefined) {
    if (mode === 'UTILIZATION' || mode === 'CUSTOM_METRICS') return null;
    reporter.errorOnKeys(path, own, `no target capacity: ${mode} needs ${listWords(usable(own, kind))}`);
    return undefined;
  }
  if (second !== undefined) {
    const most = mode === 'UTILIZATION' ? 'at most' : 'exactly';
    reporter.error(
      [...path, second],
      `a second target capacity: ${field} is set too, and ${mode} takes ${most} one`,
      null,
      'key',
    );
    return undefined;
  }
  const fault = capacityMisfit(field, kind);
  if (fault === null) return field;
  reporter.error([...path, field], fault, null, 'key');
  return undefined;
}

function amountFields(mode: BalancingMode): readonly CapacityField[] {
  return mode === 'UTILIZATION' || mode === 'CUSTOM_METRICS' ? [] : AMOUNT_FIELDS[mode];
}

function usable(fields: readonly CapacityField[], kind: BackendKind): CapacityField[] {
  return fields.filter((field) => capacityMisfit(field, kind) === null);
}

/** The cloud takes these and balances badly, so they are simulated. */
function warnOfUtilization(kind: BackendKind, hasAffinity: boolean, spot: readonly string[], reporter: Reporter): void {
  if (!factsOf(kind).hasInstances) {
    reporter.warn(spot, 'Google Cloud does not offer UTILIZATION with a NEG; simulated all the same');
  }
  if (hasAffinity) {
    reporter.warn(spot, 'UTILIZATION is meant for session affinity NONE: affinity keeps it from evening out');
  }
}

function checkUtilization(
  mode: BalancingMode,
  { maxUtilization }: BackendInput,
  path: readonly string[],
  reporter: Reporter,
): boolean {
  if (maxUtilization === undefined) return true;
  const spot = [...path, 'maxUtilization'];
  if (mode === 'RATE') reporter.warn(spot, 'maxUtilization is ignored with RATE, as the cloud does');
  else if (mode !== 'UTILIZATION') {
    reporter.error(spot, `maxUtilization is a target of UTILIZATION, not of ${mode}`, null, 'key');
    return false;
  } else if (shareOf(maxUtilization) === 0) {
    reporter.error(spot, 'a target of 0 takes nothing: set capacityScaler 0 instead');
    return false;
  }
  return true;
}

/** Empty in other modes; `null` after a fault, which is reported. */
function resolveMetrics(
  mode: BalancingMode,
  input: BackendInput,
  member: ResolvedMember | null,
  path: readonly string[],
  reporter: Reporter,
): ResolvedCustomMetric[] | null {
  const metricsPath = [...path, 'customMetrics'];
  const { customMetrics } = input;
  if (mode !== 'CUSTOM_METRICS') {
    if (customMetrics === undefined) return [];
    reporter.error(metricsPath, `customMetrics are targets of CUSTOM_METRICS, not of ${mode}`, null, 'key');
    return null;
  }
  if (customMetrics === undefined) {
    reporter.error([...path, 'balancingMode'], 'no target capacity: CUSTOM_METRICS needs customMetrics');
    return null;
  }
  let isSound = true;
  const known = member === null ? null : Object.keys(member.customMetrics);
  const metrics = customMetrics.map(({ name, maxUtilization, dryRun }, index): ResolvedCustomMetric => {
    const namePath = [...metricsPath, String(index), 'name'];
    const refuse = (at: readonly string[], message: string, suggestion: string | null = null): void => {
      isSound = false;
      reporter.error(at, message, suggestion);
    };
    if (known !== null && !known.includes(name)) {
      refuse(
        namePath,
        `no metric "${name}" is reported by the members (customMetrics of member)`,
        nearest(name, known),
      );
    }
    if (customMetrics.findIndex((other) => other.name === name) !== index)
      refuse(namePath, `a second target of ${name}`);
    if (shareOf(maxUtilization) === 0) {
      refuse(
        [...metricsPath, String(index), 'maxUtilization'],
        'a target of 0 takes nothing: set capacityScaler 0 instead',
      );
    }
    return { name, maxUtilization: shareOf(maxUtilization), dryRun: dryRun ?? false };
  });
  if (metrics.every(({ dryRun }) => dryRun)) {
    isSound = false;
    reporter.error(metricsPath, 'every metric is a dry run: at least one must balance', null, 'key');
  }
  return isSound ? metrics : null;
}

function shareOf(value: number | string): number {
  return typeof value === 'number' ? value : parsePercent(value)!;
}

/** Connections and requests are counts, 10k; rates are a number or 10/s, which no count is. */
function amountOf(value: number | string): number {
  return typeof value === 'number' ? value : (parseRatePerSecond(value) ?? countOf(value));
}
