/** `rollingUpdate`: defaults, and what instance groups and pods do not share. */
import { type Duration, duration, SECOND } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedAmount, ResolvedRollingUpdate } from '../resolved-membership.ts';
import type { ResolvedDesign, ResolvedEvent } from '../resolved-scenario.ts';
import type { EventInput } from '../schema/events.ts';
import { POD_KEYS } from '../schema/rolling-update.ts';
import { formatDurationUs, parsePercent } from '../units.ts';
import { isNamed } from './named-backend.ts';
import { durationOf } from './time.ts';

type Input = NonNullable<EventInput['rollingUpdate']>;

/**
 * Kubernetes, Deployment: `maxSurge` and `maxUnavailable` 25 %, `minReadySeconds` 0; Pod:
 * `terminationGracePeriodSeconds` 30.
 */
const DEFAULT_AMOUNT = '25%';
const DEFAULT_GRACE = duration(30 * SECOND);
/**
 * Assumption: a controller's round and the programming of the front ends; field reports speak of 15 to 60 s
 * with the health checks after it.
 */
const DEFAULT_ATTACH_DELAY = duration(10 * SECOND);
/**
 * Assumption, fitted to kubernetes/ingress-gce#769: 11 pods that stop at once cost 96 errors at 100
 * requests/s, so about a second each.
 */
const DEFAULT_DETACH_DELAY = duration(SECOND);

const FAULTY = 'faulty';

/**
 * `null` after a fault, which is reported.
 *
 * @param hasPods whether a NEG is among the backends
 */
export function resolveRollingUpdate(
  input: Input,
  hasPods: boolean,
  path: readonly string[],
  reporter: Reporter,
): ResolvedRollingUpdate | null {
  const maxSurge = amount(input.maxSurge ?? DEFAULT_AMOUNT);
  const maxUnavailable = amount(input.maxUnavailable ?? DEFAULT_AMOUNT);
  if (maxSurge.value === 0 && maxUnavailable.value === 0) {
    reporter.errorAmong(
      [
        [...path, 'maxUnavailable'],
        [...path, 'maxSurge'],
      ],
      'with maxSurge and maxUnavailable both 0 no member can be replaced',
    );
    return null;
  }
  const pod = resolvePod(input, hasPods, path, reporter);
  if (pod === FAULTY) return null;
  return {
    maxSurge,
    maxUnavailable,
    startup: input.startup === undefined ? null : durationOf(input.startup),
    attachDelay: orElse(input.attachDelay, DEFAULT_ATTACH_DELAY),
    detachDelay: orElse(input.detachDelay, DEFAULT_DETACH_DELAY),
    pod,
    minReady: orElse(input.minReady, duration(0)),
    readinessGate: input.readinessGate ?? true,
    order: input.order ?? 'mixed',
  };
}

/** What of pods is set; `null` where only instances are struck. A setting that nobody there has is reported. */
function resolvePod(
  input: Input,
  hasPods: boolean,
  path: readonly string[],
  reporter: Reporter,
): ResolvedRollingUpdate['pod'] | typeof FAULTY {
  const key = POD_KEYS.find((name) => input[name] !== undefined);
  if (!hasPods && key !== undefined) {
    const message = 'only pods, the endpoints of NEGs, have this: instances of a group go when they have drained';
    reporter.error([...path, key], message, null, 'key');
    return FAULTY;
  }
  if (!hasPods) return null;
  const preStop = orElse(input.preStop, duration(0));
  const terminationGracePeriod = orElse(input.terminationGracePeriod, DEFAULT_GRACE);
  if (preStop > terminationGracePeriod) {
    const killed = `the pod is killed after ${formatDurationUs(terminationGracePeriod)}, before its preStop is over`;
    reporter.warn([...path, 'preStop'], `longer than terminationGracePeriod: ${killed}`);
  }
  return { preStop, terminationGracePeriod };
}

/** Whether any of the backends that a target names is a NEG. */
export function strikesPods(target: ResolvedEvent['target'], designs: readonly ResolvedDesign[]): boolean {
  return designs
    .flatMap(({ service }) => service.backends)
    .some((backend) => backend.kind === 'NETWORK_ENDPOINT_GROUP' && isNamed(target, backend));
}

function orElse(text: string | undefined, fallback: Duration): Duration {
  return text === undefined ? fallback : durationOf(text);
}

function amount(input: number | string): ResolvedAmount {
  return typeof input === 'number' ? { kind: 'count', value: input } : { kind: 'share', value: parsePercent(input)! };
}
