/**
 * `rollout`: defaults, names, and whether a design has a chain to move to; steps that take clients back, and gates
 * that cannot judge, are faults.
 */
import { type Duration, duration, MINUTE } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import {
  GATE_QUANTILES,
  type GateQuantile,
  type ResolvedLatencyGate,
  type ResolvedRollout,
  type ResolvedRolloutGates,
  type ResolvedRolloutStep,
} from '../resolved-rollout.ts';
import type { ResolvedDesign } from '../resolved-scenario.ts';
import { countOf } from '../schema/quantities.ts';
import type { RolloutInput, RolloutStepInput } from '../schema/rollout.ts';
import { formatDurationUs, formatPercent, parsePercent } from '../units.ts';
import { type KnownNames, resolveNames } from './names.ts';
import { durationOf } from './time.ts';

/** Assumption: as often as dashboards and canary controllers look. */
const WINDOW_DEFAULT = duration(MINUTE);
/** Assumption: where no share is bounded, so many connections give a quantile and a share to look at. */
const MINIMUM_DEFAULT = 300;
/** With none in 3/q, a share of failures above q is excluded at 95 %: the rule of three (docs/model/rollout.md). */
const RULE_OF_THREE = 3;

export interface RolloutScope {
  readonly metros: KnownNames;
  readonly regions: KnownNames;
  /** Those that the event happens in. */
  readonly designs: readonly ResolvedDesign[];
}

type GatesInput = NonNullable<RolloutInput['gates']>;

/** `null` after a fault, which is reported. */
export function resolveRollout(
  input: RolloutInput,
  path: readonly string[],
  reporter: Reporter,
  scope: RolloutScope,
): ResolvedRollout | null {
  if (!scope.designs.some(({ chain }) => chain?.rolloutTo != null)) {
    reporter.error(path, 'no design has a chain to move to: it takes kind chain with rolloutTo', null, 'key');
    return null;
  }
  const given = input.steps.map((step, index) => resolveStep(step, [...path, 'steps', String(index)], reporter, scope));
  const steps = given.filter((step) => step !== null);
  if (steps.length < given.length || !checkNoneTakenBack(steps, path, reporter)) return null;
  if (input.gates !== undefined && boundNothing(input.gates))
    reporter.warn([...path, 'gates'], 'no errorShare, errors or latency is bounded: these gates hold whatever happens');
  return {
    steps,
    gates: resolveGates(input.gates ?? {}, [...path, 'gates'], reporter),
    onBreach: input.onBreach ?? 'rollback',
    reaction: input.reaction === undefined ? duration(0) : durationOf(input.reaction),
  };
}

function resolveStep(
  input: RolloutStepInput,
  path: readonly string[],
  reporter: Reporter,
  scope: RolloutScope,
): ResolvedRolloutStep | null {
  const length = durationOf(input.for);
  const place = input.metros === undefined ? input.regions : input.metros;
  const both = input.metros !== undefined && input.regions !== undefined;
  if (both || (input.tests !== undefined && place !== undefined)) {
    const key = input.regions === undefined ? 'metros' : 'regions';
    const why = both ? 'a step has metros or regions, not both' : 'a step of tests moves no client';
    reporter.error([...path, key], why, null, 'key');
    return null;
  }
  if (input.tests !== undefined) {
    const forms = resolveNames(input.tests, knownForms(scope.designs), [...path, 'tests'], reporter);
    return forms === null ? null : { kind: 'tests', forms, length };
  }
  const share = parsePercent(input.share!)!;
  if (share <= 0 || share > 1) {
    reporter.error([...path, 'share'], `expected a share above 0 % and up to 100 %; got "${input.share}"`);
    return null;
  }
  if (place === undefined) return { kind: 'share', share, where: { kind: 'everywhere', ids: [] }, length };
  const [kind, known, key] =
    input.metros === undefined
      ? (['region', scope.regions, 'regions'] as const)
      : (['metro', scope.metros, 'metros'] as const);
  const ids = resolveNames(place, known, [...path, key], reporter);
  return ids === null ? null : { kind: 'share', share, where: { kind, ids }, length };
}

function knownForms(designs: readonly ResolvedDesign[]): KnownNames {
  const forms = designs.flatMap(({ chain }) => (chain?.rolloutTo == null ? [] : (chain.course?.forms ?? [])));
  return { what: 'form of request', ids: [...new Set(forms.map(({ id }) => id))] };
}

/**
 * A step adds clients and takes none back: of two steps that have a place in common, the later has no smaller share.
 */
function checkNoneTakenBack(
  steps: readonly ResolvedRolloutStep[],
  path: readonly string[],
  reporter: Reporter,
): boolean {
  for (const [index, step] of steps.entries()) {
    const before = steps.slice(0, index).find((earlier) => takesBack(earlier, step));
    if (before?.kind !== 'share' || step.kind !== 'share') continue;
    const message = `${formatPercent(step.share)} after ${formatPercent(before.share)}: a step takes no client back`;
    reporter.error([...path, 'steps', String(index), 'share'], message);
    return false;
  }
  return true;
}

function takesBack(before: ResolvedRolloutStep, step: ResolvedRolloutStep): boolean {
  if (before.kind !== 'share' || step.kind !== 'share' || step.share >= before.share) return false;
  const [one, other] = [before.where, step.where];
  return one.kind !== other.kind || one.kind === 'everywhere' || one.ids.some((id) => other.ids.includes(id));
}

function boundNothing({ errorShare, errors, latency }: GatesInput): boolean {
  return errorShare === undefined && errors === undefined && Object.keys(latency ?? {}).length === 0;
}

function resolveGates(input: GatesInput, path: readonly string[], reporter: Reporter): ResolvedRolloutGates {
  const errorShareMax = input.errorShare === undefined ? null : parsePercent(input.errorShare)!;
  const telling = errorShareMax === null || errorShareMax === 0 ? null : Math.ceil(RULE_OF_THREE / errorShareMax);
  const minimum = input.minimum === undefined ? (telling ?? MINIMUM_DEFAULT) : countOf(input.minimum);
  if (telling !== null && minimum < telling) {
    const message = `${minimum} connections do not tell a share of ${formatPercent(errorShareMax!)} from none`;
    reporter.warn([...path, 'minimum'], `${message}: it takes ${telling} (rule of three)`);
  }
  const compareWith = input.compareWith ?? 'old';
  const latency = latencyGates(input.latency ?? {});
  if (compareWith === 'absolute') warnOfIdleBounds(latency, [...path, 'latency'], reporter);
  return {
    window: input.window === undefined ? WINDOW_DEFAULT : durationOf(input.window),
    minimum,
    compareWith,
    errorShareMax,
    errorsMax: input.errors === undefined ? null : countOf(input.errors),
    latency,
  };
}

/**
 * Two bounds on how much worse the new chain is are two questions; of two on its own figures, a lower
 * quantile is never above a higher one.
 */
function warnOfIdleBounds(latency: readonly ResolvedLatencyGate[], path: readonly string[], reporter: Reporter): void {
  latency.forEach(({ quantile, max }, place) => {
    const higher = latency.slice(place + 1).find((other) => other.max <= max);
    if (higher === undefined) return;
    const text = `${quantile} above ${formatDurationUs(max)} has ${higher.quantile} above ${formatDurationUs(higher.max)}, which is bounded too`;
    reporter.warn([...path, quantile], `${text}: this decides nothing`);
  });
}

function latencyGates(input: Partial<Record<GateQuantile, string | undefined>>): ResolvedLatencyGate[] {
  return (Object.keys(GATE_QUANTILES) as GateQuantile[]).flatMap((quantile) => {
    const bound = input[quantile];
    return bound === undefined ? [] : [{ quantile, max: durationOf(bound) as Duration }];
  });
}
