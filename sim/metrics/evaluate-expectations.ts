/**
 * Expectations judged on the runs: one verdict for each expectation and design it is for.
 *
 * The quantity is measured in every replication; its mean with a Student interval at the expectation's confidence meets the bound.
 * Against a baseline the two designs are paired replication by replication. What could not be measured has failed, never held; what did
 * not run to its end is undecided.
 */
import { toMs } from '../kernel/time.ts';
import type { ParsedExpectation } from '../scenario/expectation.ts';
import { compareWithBaseline, compareWithFixed, rangeOfQuantity } from './compare-with-bound.ts';
import { describeQuantity } from './describe-quantity.ts';
import type { DesignRuns } from './design-runs.ts';
import type { Verdict } from './experiment-result.ts';
import { formatExact } from './format-figures.ts';
import { formatNumber, type Unit } from './format-number.ts';
import { type Measurement, measureQuantity, QUANTITY_UNITS } from './measure-quantity.ts';
import type { ResultContext } from './result-context.ts';
import type { RunRecord } from './run-record.ts';
import { relation, verdictSentence } from './verdict-sentence.ts';

/** In the order of the scenario's expectations, then of the designs of each. */
export function evaluateExpectations(designs: readonly DesignRuns[], context: ResultContext): Verdict[] {
  return context.scenario.expectations.flatMap((expectation) => {
    return expectation.designIds.map((designId) => judge(expectation, designId, designs, context));
  });
}

type Outcome = Pick<Verdict, 'state' | 'measured' | 'low' | 'high' | 'threshold' | 'sentence'>;

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
    unit: QUANTITY_UNITS[expectation.quantity.kind],
    ...outcomeOf(expectation, designId, designs, context),
  };
}

function outcomeOf(
  expectation: ParsedExpectation,
  designId: string,
  designs: readonly DesignRuns[],
  context: ResultContext,
): Outcome {
  const { baseline: baselineId } = context.scenario.experiment;
  const find = (id: string | null) => designs.find((candidate) => candidate.designId === id);
  const design = find(designId);
  if (design === undefined || design.coverage === 'none')
    return notJudged(expectation, `design ${designId} did not run`);
  if (design.coverage === 'cut') return notJudged(expectation, `design ${designId} was cut short`);
  if (!expectation.timesBaseline) return compare(expectation, design.runs, null, context);
  const baseline = find(baselineId);
  if (baseline === undefined || baseline.coverage === 'none') return notJudged(expectation, 'the baseline did not run');
  if (baseline.coverage === 'cut') return notJudged(expectation, 'the baseline was cut short');
  const shared = new Set(baseline.runs.map((run) => run.replication));
  const runs = design.runs.filter((run) => shared.has(run.replication));
  if (runs.length === 0) return notJudged(expectation, 'no replication ran in both designs');
  const paired = runs.map((run) => baseline.runs.find((other) => other.replication === run.replication)!);
  return compare(expectation, runs, paired, context);
}

/** @param baselineRuns of the same replications as `runs`; null for a fixed bound */
function compare(
  expectation: ParsedExpectation,
  runs: readonly RunRecord[],
  baselineRuns: readonly RunRecord[] | null,
  context: ResultContext,
): Outcome {
  const { quantity, bound, comparison } = expectation;
  const measure = (run: RunRecord): Measurement => measureQuantity(quantity, run, expectation.windowIndex, context);
  const own = runs.map(measure);
  const others = baselineRuns?.map(measure) ?? [];
  const reason = whyMissing(own, false) ?? whyMissing(others, true);
  if (reason !== null) return unmeasured(expectation, 'failed', reason);
  const values = valuesOf(own);
  const found =
    baselineRuns === null
      ? compareWithFixed(values, toUnit(bound, QUANTITY_UNITS[quantity.kind]), rangeOfQuantity(quantity), expectation)
      : compareWithBaseline(values, valuesOf(others), bound, expectation);
  const sentence = verdictSentence(found.state, {
    ...found,
    subject: subjectOf(expectation, context),
    unit: QUANTITY_UNITS[quantity.kind],
    replications: values.length,
    isConstant: values.every((value) => value === values[0]),
    comparison,
    boundOrigin: baselineRuns === null ? '' : ` (${factorOf(bound)}baseline ${baselineRuns[0]!.designId})`,
  });
  const { low, high } = found.interval ?? { low: null, high: null };
  return { state: found.state, measured: found.mean, low, high, threshold: found.bound, sentence };
}

/** What did not run to its end has neither held nor failed. */
function notJudged(expectation: ParsedExpectation, reason: string): Outcome {
  return unmeasured(expectation, 'undecided', reason);
}

function unmeasured(expectation: ParsedExpectation, state: 'failed' | 'undecided', reason: string): Outcome {
  const { quantity, comparison, bound, timesBaseline } = expectation;
  const unit = QUANTITY_UNITS[quantity.kind];
  const threshold = timesBaseline ? 0 : toUnit(bound, unit);
  const limit = timesBaseline ? `${factorOf(bound)}baseline` : formatExact(threshold, unit);
  const sentence = `${describeQuantity(quantity)} was not measured, because ${reason}; it should be ${relation(comparison, limit)}`;
  return { state, measured: null, low: null, high: null, threshold, sentence };
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

function subjectOf({ quantity, windowIndex }: ParsedExpectation, context: ResultContext): string {
  const during = windowIndex === 0 ? '' : ` during ${context.scenario.windows[windowIndex]!.id}`;
  return describeQuantity(quantity) + during;
}

/** Bounds on latency come in us. */
function toUnit(bound: number, unit: Unit): number {
  return unit === 'ms' ? toMs(bound) : bound;
}

/** "1.05 x ", or nothing for the baseline itself. */
function factorOf(factor: number): string {
  return factor === 1 ? '' : `${formatNumber(factor, 'number')} x `;
}
