/**
 * Expectations judged on the runs: one verdict for each expectation and design it is for.
 *
 * The quantity is measured in every replication; its mean with a Student interval at the expectation's confidence meets
 * the bound. What is measured in several designs (a baseline, a named design) is paired replication by replication.
 * What could not be measured has failed, never held; what did not run to its end is undecided.
 */
import { type ParsedExpectation, quantitiesOf } from '../scenario/expectation.ts';
import { compareWithBound, rangeOfSubject } from './compare-with-bound.ts';
import { describeQuantity, describeSubject, relation, times } from './describe-quantity.ts';
import type { DesignRuns } from './design-runs.ts';
import type { Verdict } from './experiment-result.ts';
import { formatExact } from './format-figures.ts';
import { type Measurement, measureSubject } from './measure-quantity.ts';
import { isOfNothing } from './nothing-offered.ts';
import { toUnit, unitOf } from './quantity-units.ts';
import type { ResultContext } from './result-context.ts';
import type { RunRecord } from './run-record.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** In the order of the scenario's expectations, then of the designs of each. */
export function evaluateExpectations(designs: readonly DesignRuns[], context: ResultContext): Verdict[] {
  return context.scenario.expectations.flatMap((expectation) => {
    return expectation.designIds.map((designId) => judge(expectation, designId, designs, context));
  });
}

type Outcome = Pick<Verdict, 'state' | 'measured' | 'low' | 'high' | 'threshold' | 'tolerance' | 'sentence'>;

function judge(
  expectation: ParsedExpectation,
  designId: string,
  designs: readonly DesignRuns[],
  context: ResultContext,
): Verdict {
  return {
    id: expectation.id,
    designId,
    that: expectation.that,
    window: context.scenario.windows[expectation.windowIndex]!.id,
    severity: expectation.severity,
    unit: unitOf(expectation.subject),
    comparison: expectation.comparison,
    ...outcomeOf(expectation, designId, designs, context),
  };
}

/** The runs of one replication, by design. */
type Replication = ReadonlyMap<string, RunRecord>;

function outcomeOf(
  expectation: ParsedExpectation,
  designId: string,
  designs: readonly DesignRuns[],
  context: ResultContext,
): Outcome {
  const baselineId = expectation.bound.of === 'baseline' ? context.scenario.experiment.baseline! : null;
  const unnamed = baselineId === null ? [designId] : [designId, baselineId];
  const needed = new Set(quantitiesOf(expectation).flatMap((quantity) => quantity.designId ?? unnamed));
  const taking = designs.filter((design) => needed.has(design.designId));
  for (const id of needed) {
    const coverage = taking.find((design) => design.designId === id)?.coverage ?? 'none';
    const name = id === baselineId ? 'the baseline' : `design ${id}`;
    if (coverage === 'none') return unmeasured(expectation, 'undecided', `${name} did not run`);
    if (coverage === 'cut') return unmeasured(expectation, 'undecided', `${name} was cut short`);
  }
  const replications = sharedReplications(taking);
  if (replications.length === 0) {
    const all = taking.length === 2 ? 'both' : 'all';
    return unmeasured(expectation, 'undecided', `no replication ran in ${all} designs`);
  }
  return compare(expectation, designId, replications, context);
}

/** Those that all designs ran, in order. */
function sharedReplications(designs: readonly DesignRuns[]): Replication[] {
  return designs[0]!.runs.flatMap(({ replication }) => {
    const runs = designs.flatMap(({ designId, runs }) => {
      const run = runs.find((candidate) => candidate.replication === replication);
      return run === undefined ? [] : [[designId, run] as const];
    });
    return runs.length === designs.length ? [new Map(runs)] : [];
  });
}

function compare(
  expectation: ParsedExpectation,
  designId: string,
  replications: readonly Replication[],
  context: ResultContext,
): Outcome {
  const { subject, bound } = expectation;
  const unit = unitOf(subject);
  const own = replications.map((runs) => {
    return measureSubject(subject, (id) => runs.get(id ?? designId)!, expectation.windowIndex, context);
  });
  const others = measureBound(expectation, designId, replications, context);
  const isBaseline = bound.of === 'baseline';
  const reason = whyMissing(own, false) ?? whyMissing(others ?? [], isBaseline);
  if (reason !== null) return unmeasured(expectation, 'failed', reason);
  const runs = replications.map((byDesign) => byDesign.get(designId)!);
  if (isOfNothing(subject, runs, expectation.windowIndex)) {
    return unmeasured(expectation, 'failed', 'no connection was offered');
  }
  const values = valuesOf(own);
  const offset = toUnit(bound.offset, unit);
  const limits = others === null ? offset : valuesOf(others).map((value) => bound.factor * value + offset);
  const tolerance = bound.tolerance;
  const width =
    tolerance === null || tolerance.isRelative ? tolerance : { ...tolerance, value: toUnit(tolerance.value, unit) };
  const found = compareWithBound(values, limits, rangeOfSubject(subject), width, expectation);
  const sentence = verdictSentence({
    ...found,
    subject: subjectOf(expectation, context),
    unit,
    replications: values.length,
    isConstant: values.every((value) => value === values[0]),
    endlessCount: values.filter((value) => !Number.isFinite(value)).length,
    comparison: expectation.comparison,
    boundOrigin: others === null ? null : originOf(expectation, context.scenario.experiment.baseline),
    hold: expectation.hold,
  });
  const { low, high } = found.interval ?? { low: null, high: null };
  const { state, mean, bound: threshold } = found;
  return { state, measured: mean, low, high, threshold: threshold ?? 0, tolerance: found.tolerance, sentence };
}

/** What the bound is a multiple of, one for each replication; null for a fixed bound. */
function measureBound(
  { subject, bound, windowIndex }: ParsedExpectation,
  designId: string,
  replications: readonly Replication[],
  context: ResultContext,
): Measurement[] | null {
  const { of } = bound;
  if (of === null) return null;
  const baselineId = context.scenario.experiment.baseline;
  return replications.map((runs) => {
    return of === 'baseline'
      ? measureSubject(subject, () => runs.get(baselineId!)!, windowIndex, context)
      : measureSubject({ kind: 'single', quantity: of }, (id) => runs.get(id ?? designId)!, windowIndex, context);
  });
}

function unmeasured(expectation: ParsedExpectation, state: 'failed' | 'undecided', reason: string): Outcome {
  const { subject, comparison, bound } = expectation;
  const unit = unitOf(subject);
  const threshold = bound.of === null ? toUnit(bound.offset, unit) : 0;
  const limit = bound.of === null ? formatExact(threshold, unit) : originOf(expectation, null);
  const wanted = relation(comparison, limit, describeTolerance(expectation));
  const sentence = `${describeSubject(subject)} was not measured, because ${reason}; it should be ${wanted}`;
  return { state, measured: null, low: null, high: null, threshold, tolerance: 0, sentence };
}

/** "2%"; null without a tolerance. */
function describeTolerance({ subject, bound: { tolerance } }: ParsedExpectation): string | null {
  if (tolerance === null) return null;
  if (tolerance.isRelative) return formatExact(tolerance.value, 'share');
  return formatExact(toUnit(tolerance.value, unitOf(subject)), unitOf(subject));
}

function whyMissing(measurements: readonly Measurement[], isBaseline: boolean): string | null {
  const missing = measurements.filter((measurement) => measurement.value === null);
  if (missing.length === 0) return null;
  if (measurements.length === 1) return `${missing[0]!.missing}${isBaseline ? ' in the baseline' : ''}`;
  const where = `in ${missing.length} of ${measurements.length} replications${isBaseline ? ' of the baseline' : ''}`;
  return `${missing[0]!.missing} ${where}`;
}

function valuesOf(measurements: readonly Measurement[]): number[] {
  return measurements.flatMap(({ value }) => value ?? []);
}

function subjectOf({ subject, windowIndex }: ParsedExpectation, context: ResultContext): string {
  const during = windowIndex === 0 ? '' : ` during ${context.scenario.windows[windowIndex]!.id}`;
  return describeSubject(subject) + during;
}

/** "1.05 x baseline waterfall - 5%". `baselineId`: null where it is not known. */
function originOf({ subject, bound }: ParsedExpectation, baselineId: string | null): string {
  const { of, factor, offset } = bound;
  const unit = unitOf(subject);
  const baseline = baselineId === null ? 'baseline' : `baseline ${baselineId}`;
  const what = of === null || of === 'baseline' ? baseline : describeQuantity(of);
  const shift = offset === 0 ? '' : ` ${offset < 0 ? '-' : '+'} ${formatExact(toUnit(Math.abs(offset), unit), unit)}`;
  return `${times(factor)}${what}${shift}`;
}
