/**
 * The designs side by side in words: a few summary metrics with their intervals, and how far
 * each design is from the baseline.
 *
 * Failure outcomes are shown where any design has one; `~` stands where no difference is established (as benchstat
 * writes it), and the difference of a single replication is marked as a point.
 */
import { COUNTERS } from '../../sim/metrics/counters.ts';
import type { ExperimentResult, SummaryRow } from '../../sim/metrics/experiment-result.ts';
import { OUTCOMES } from '../../sim/metrics/outcome.ts';
import { metricWords } from '../../viz/data/metric-names.ts';
import { formatChange, formatNumber, formatQuantity } from '../../viz/format.ts';

export interface ComparisonRow {
  readonly label: string;
  /** One for each design, in order. */
  readonly cells: readonly ComparisonCell[];
}

export interface ComparisonCell {
  readonly value: string;
  /** From the baseline; empty for the baseline and without one. */
  readonly difference: string;
}

interface ShownMetric {
  readonly metric: string;
  readonly label: string;
  readonly isHiddenWhenZero: boolean;
}

const NOTHING = '-';

/** Of the dropped, those for whom there was a backend: the cloud's own word for it. */
const FAILED_TO_PICK: ShownMetric = {
  metric: 'failedToPick',
  label: 'dropped: failed to pick',
  isHiddenWhenZero: true,
};

const SHOWN_METRICS: readonly ShownMetric[] = [
  { metric: 'offered', label: 'offered', isHiddenWhenZero: false },
  { metric: 'completedShare', label: 'completed', isHiddenWhenZero: false },
  ...OUTCOMES.filter((outcome) => outcome !== 'completed').flatMap((outcome) => {
    const row = { metric: outcome, label: outcome, isHiddenWhenZero: true };
    return outcome === 'dropped' ? [row, FAILED_TO_PICK] : [row];
  }),
  { metric: 'spilledShare', label: 'spilled', isHiddenWhenZero: false },
  { metric: 'movedEstablished', label: 'moved when established', isHiddenWhenZero: true },
  { metric: 'rehashedShare', label: 'open, then rehashed', isHiddenWhenZero: true },
  { metric: 'latencyP50', label: 'first byte, p50', isHiddenWhenZero: false },
  { metric: 'latencyP99', label: 'first byte, p99', isHiddenWhenZero: false },
  { metric: 'peakUtilisation', label: 'peak utilisation', isHiddenWhenZero: false },
  ...COUNTERS.filter(({ hasSummaryRow }) => hasSummaryRow).map(({ name }) => {
    return { metric: name, label: metricWords(name), isHiddenWhenZero: true };
  }),
];

export function compareDesigns(result: ExperimentResult): ComparisonRow[] {
  const rowOf = new Map(result.summary.map((row) => [`${row.designId} ${row.metric}`, row]));
  return SHOWN_METRICS.flatMap(({ metric, label, isHiddenWhenZero }) => {
    const rows = result.designs.map((design) => rowOf.get(`${design.id} ${metric}`));
    if (isHiddenWhenZero && rows.every((row) => row === undefined || row.mean === 0 || row.mean === null)) return [];
    return [{ label, cells: rows.map(cellOf) }];
  });
}

function cellOf(row: SummaryRow | undefined): ComparisonCell {
  if (row === undefined || row.mean === null) return { value: NOTHING, difference: '' };
  const value = formatQuantity(row.mean, row.unit) + plusMinus(row.low, row.high, row.unit);
  return { value, difference: formatChange(row, plusMinus(row.differenceLow, row.differenceHigh, row.unit)) };
}

/**
 * Half the width of the interval in the unit of the value before it; nothing without an interval, or
 * where it is too narrow to show.
 */
export function plusMinus(low: number | null, high: number | null, unit: string): string {
  if (low === null || high === null) return '';
  const half = (high - low) / 2;
  const text = unit === 'bytes' ? formatQuantity(half, unit) : formatNumber(unit === 'share' ? half * 100 : half);
  return text === '0' || text === '0 B' ? '' : ` ±${text}`;
}
