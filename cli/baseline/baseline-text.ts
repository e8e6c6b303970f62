/**
 * A baseline as text that is committed and reviewed: one line a metric, its mean with the 95 %
 * interval first, then its replications.
 *
 * Same figures, same bytes. Columns have a fixed width, so that a line changes only when its own figures do. What is
 * the same in every replication is written once. Read back by parse-baseline.ts.
 */
import { type DesignFigures, type FigureSet, INGREDIENTS } from '../../sim/metrics/comparison/figure-set.ts';
import { SUMMARY_METRICS } from '../../sim/metrics/summary-metrics.ts';
import { studentInterval } from '../../sim/stats/student-interval.ts';
import { formatQuantity } from '../../viz/format.ts';
import { plusMinus } from '../summary/comparison.ts';

export const BASELINE_FORMAT_VERSION = 1;
/** Between what a line says to people and what it holds. */
export const VALUES_AFTER = '=';
/** A replication without a value. */
export const NO_VALUE = '-';

const CONFIDENCE = 0.95;
const NAME_WIDTH = 20;
const MEAN_WIDTH = 22;

/** @param figures of whole replications only, the same number for each design */
export function baselineText(figures: FigureSet): string {
  const { scenario, setup, seed, toolVersion, fingerprint, designs } = figures;
  const head: readonly (readonly [string, string])[] = [
    ['baseline', String(BASELINE_FORMAT_VERSION)],
    ['scenario', scenario],
    ...Object.entries(setup).map(([part, hash]) => ['setup', `${hash} ${part}`] as const),
    ['seed', JSON.stringify(seed)],
    ['replications', String(designs[0]?.replications.length ?? 0)],
    ['version', toolVersion],
    ['fingerprint', fingerprint],
  ];
  const lines = [
    '# Written by `spillway check --update`: name, mean with its 95% interval, and after = the value of each replication.',
    ...head.map(([name, value]) => `${name.padEnd(NAME_WIDTH)}${value}`),
    ...designs.flatMap(designLines),
  ];
  return `${lines.join('\n')}\n`;
}

function designLines({ id, fingerprints, metrics }: DesignFigures): string[] {
  return [
    '',
    `design ${id}`,
    ...INGREDIENTS.map((name) => `${name.padEnd(NAME_WIDTH)}${fingerprints[name].join(' ')}`),
    ...metrics.map(({ name, values }) => {
      return `${name.padEnd(NAME_WIDTH)}${meanText(name, values).padEnd(MEAN_WIDTH)} ${VALUES_AFTER} ${valuesText(values)}`;
    }),
  ];
}

function meanText(name: string, values: readonly (number | null)[]): string {
  const unit = SUMMARY_METRICS.find((metric) => metric.name === name)?.unit ?? 'number';
  const estimate = studentInterval(
    values.flatMap((value) => value ?? []),
    CONFIDENCE,
  );
  if (estimate === null) return 'none';
  return formatQuantity(estimate.mean, unit) + plusMinus(estimate.low, estimate.high, unit);
}

function valuesText(values: readonly (number | null)[]): string {
  const isConstant = values.every((value) => value === values[0]);
  return (isConstant ? values.slice(0, 1) : values).map((value) => (value === null ? NO_VALUE : value)).join(' ');
}
