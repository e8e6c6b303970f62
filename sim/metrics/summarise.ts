/**
 * The summary: every metric of every design with its 95 % Student interval over replications, and its paired difference from the baseline.
 */
import { pairedDifference } from '../stats/paired-difference.ts';
import { studentInterval } from '../stats/student-interval.ts';
import type { DesignRuns } from './design-runs.ts';
import type { SummaryRow } from './experiment-result.ts';
import type { ResultContext } from './result-context.ts';
import { SUMMARY_METRICS, summaryValues } from './summary-metrics.ts';

const SUMMARY_CONFIDENCE = 0.95;

/** Values of one design: replication -> one for each metric. */
type ValuesByReplication = ReadonlyMap<number, readonly (number | null)[]>;

/** Designs in the order given, metrics in the order of `SUMMARY_METRICS`. */
export function summarise(designs: readonly DesignRuns[], context: ResultContext): SummaryRow[] {
  const { baseline } = context.scenario.experiment;
  const valuesOf = new Map(designs.map((design) => [design.designId, valuesByReplication(design, context)]));
  const baselineDesign = designs.find(({ designId }) => designId === baseline);
  return designs.flatMap((design) => {
    const values = valuesOf.get(design.designId)!;
    // A run that was cut short covers less time than a whole one, so their difference would mean nothing.
    const isComparable =
      design.coverage === 'whole' && baselineDesign?.coverage === 'whole' && design !== baselineDesign;
    const baselines = isComparable ? valuesOf.get(baselineDesign.designId)! : null;
    return SUMMARY_METRICS.map(({ name, unit }, index) => ({
      designId: design.designId,
      metric: name,
      unit,
      ...ownFigures(values, index),
      ...differenceFigures(values, baselines, index),
    }));
  });
}

function valuesByReplication({ runs }: DesignRuns, context: ResultContext): ValuesByReplication {
  return new Map(runs.map((run) => [run.replication, summaryValues(run, context)]));
}

function ownFigures(values: ValuesByReplication, index: number): Pick<SummaryRow, 'mean' | 'low' | 'high'> {
  const known = [...values.values()].flatMap((ofRun) => ofRun[index] ?? []);
  const estimate = studentInterval(known, SUMMARY_CONFIDENCE);
  if (estimate === null) return { mean: null, low: null, high: null };
  // Student's interval does not know that no metric can be negative.
  const low = estimate.low === null ? null : Math.max(estimate.low, 0);
  return { mean: estimate.mean, low, high: estimate.high };
}

function differenceFigures(
  values: ValuesByReplication,
  baselines: ValuesByReplication | null,
  index: number,
): Pick<SummaryRow, 'difference' | 'differenceLow' | 'differenceHigh' | 'isEstablished'> {
  const shared = [...values.keys()].filter((replication) => baselines?.has(replication));
  const difference = pairedDifference(
    shared.map((replication) => values.get(replication)![index]!),
    shared.map((replication) => baselines!.get(replication)![index]!),
    SUMMARY_CONFIDENCE,
  );
  return {
    difference: difference?.mean ?? null,
    differenceLow: difference?.low ?? null,
    differenceHigh: difference?.high ?? null,
    isEstablished: difference?.isEstablished ?? null,
  };
}
