/**
 * The summary: every metric of every design with its 95 % Student interval over replications, and its
 * paired difference from the baseline.
 */
import { pairedDifference } from '../stats/paired-difference.ts';
import { studentInterval } from '../stats/student-interval.ts';
import type { DesignRuns } from './design-runs.ts';
import type { SummaryRow } from './experiment-result.ts';
import type { ResultContext } from './result-context.ts';
import { summaryMetricsOf, summaryValues } from './summary-metrics.ts';

const SUMMARY_CONFIDENCE = 0.95;

/** Values of one design: replication -> metric -> value. */
type ValuesByReplication = ReadonlyMap<number, ReadonlyMap<string, number | null>>;

/** Designs in the order given, of each the metrics that it has, in the order of their table. */
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
    return summaryMetricsOf(design.designId, context).map(({ name, unit }) => ({
      designId: design.designId,
      metric: name,
      unit,
      ...ownFigures(values, name),
      ...differenceFigures(values, baselines, name),
    }));
  });
}

function valuesByReplication({ designId, runs }: DesignRuns, context: ResultContext): ValuesByReplication {
  const names = summaryMetricsOf(designId, context).map(({ name }) => name);
  return new Map(
    runs.map((run) => {
      const values = summaryValues(run, context);
      return [run.replication, new Map(names.map((name, index) => [name, values[index]!]))];
    }),
  );
}

function ownFigures(values: ValuesByReplication, metric: string): Pick<SummaryRow, 'mean' | 'low' | 'high'> {
  const known = [...values.values()].flatMap((ofRun) => ofRun.get(metric) ?? []);
  const estimate = studentInterval(known, SUMMARY_CONFIDENCE);
  if (estimate === null) return { mean: null, low: null, high: null };
  // Student's interval does not know that no metric can be negative.
  const low = estimate.low === null ? null : Math.max(estimate.low, 0);
  return { mean: estimate.mean, low, high: estimate.high };
}

function differenceFigures(
  values: ValuesByReplication,
  baselines: ValuesByReplication | null,
  metric: string,
): Pick<SummaryRow, 'difference' | 'differenceLow' | 'differenceHigh' | 'isEstablished'> {
  // What the baseline does not count has no difference from it.
  const shared = [...values.keys()].filter((replication) => baselines?.get(replication)?.has(metric));
  const difference = pairedDifference(
    shared.map((replication) => values.get(replication)!.get(metric)!),
    shared.map((replication) => baselines!.get(replication)!.get(metric)!),
    SUMMARY_CONFIDENCE,
  );
  return {
    difference: difference?.mean ?? null,
    differenceLow: difference?.low ?? null,
    differenceHigh: difference?.high ?? null,
    isEstablished: difference?.isEstablished ?? null,
  };
}
