/**
 * Paired differences from the baseline for every metric; says how many are established, and marks the others with "~".
 */

import type { DifferenceRow } from '../charts/difference-forest.ts';
import { differenceText } from '../charts/difference-forest.ts';
import { intervalText } from '../charts/interval-rows.ts';
import { metricWords } from '../data/metric-names.ts';
import type { ReportContext } from '../data/report-context.ts';
import { formatShare, formatSigned } from '../format.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';

export function differenceFigure(context: ReportContext): Figure {
  const { result } = context;
  const rows = differenceRows(context);
  const baseline = context.designs.find((design) => design.isBaseline)?.id ?? '';
  return {
    id: 'differences',
    title: baseline === '' ? 'Differences' : `Differences from ${baseline}`,
    finding: differenceFinding(rows, baseline),
    reading:
      'Differences of replications that met the same traffic and faults, with 95% intervals. Zero is one line; each row has its own scale. A filled marker is an established difference, a hollow one with ~ is none that these replications establish, with (point) one of a single replication, which has no interval.',
    legend: context.designs
      .filter((design) => !design.isBaseline)
      .map(({ id, designClass }) => ({ label: id, colourClass: designClass, mark: 'square' })),
    drawings: rows.length === 0 ? [] : [{ kind: 'differenceForest', data: { baseline, rows } }],
    empty:
      result.designs.length < 2
        ? 'There is one design, so there is nothing to compare it with.'
        : 'No difference was measured.',
    table: tableOf(
      ['metric', 'design', 'value', 'difference'],
      result.summary.map((row) => [
        metricWords(row.metric),
        row.designId,
        intervalText(row, row.unit),
        row.difference === null
          ? 'baseline'
          : differenceText({
              difference: row.difference,
              low: row.differenceLow,
              high: row.differenceHigh,
              unit: row.unit,
              isEstablished: row.isEstablished,
            }),
      ]),
      2,
      'summary.csv',
    ),
  };
}

/**
 * Rows with a difference. Those where nothing differs in any replication say nothing and are left out; so are counts
 * that the summary gives as a share too, because both designs are offered the same. The table has all of them.
 */
export function differenceRows(context: ReportContext): DifferenceRow[] {
  const { summary } = context.result;
  const shares = new Set(summary.map((row) => row.metric));
  return summary.flatMap((row): DifferenceRow[] => {
    if (row.difference === null || shares.has(`${row.metric}Share`)) return [];
    if (row.difference === 0 && (row.differenceLow ?? 0) === 0 && (row.differenceHigh ?? 0) === 0) return [];
    const design = context.designs.find((d) => d.id === row.designId);
    if (design === undefined) return [];
    const base = context.designs.find((d) => d.isBaseline);
    const reference = summary.find((other) => other.designId === base?.id && other.metric === row.metric)?.mean ?? null;
    return [
      {
        metric: metricWords(row.metric),
        unit: row.unit,
        design: design.id,
        designClass: design.designClass,
        designIndex: design.index,
        difference: row.difference,
        low: row.differenceLow,
        high: row.differenceHigh,
        isEstablished: row.isEstablished,
        relative: reference === null || reference === 0 ? null : row.difference / reference,
      },
    ];
  });
}

function differenceFinding(rows: readonly DifferenceRow[], baseline: string): string {
  if (rows.length === 0) return 'No metric differs.';
  const established = rows.filter((row) => row.isEstablished === true);
  if (rows.every((row) => row.low === null)) {
    return 'One replication gives differences without intervals, so none of them is established.';
  }
  const largest = established
    .filter((row) => row.relative !== null)
    .sort((a, b) => Math.abs(b.relative!) - Math.abs(a.relative!))[0];
  const count = `${established.length} of the ${rows.length} differences from ${baseline} are established.`;
  if (largest === undefined) return count;
  const change = `${formatSigned(largest.difference, largest.unit)}, ${largest.relative! > 0 ? '+' : '−'}${formatShare(Math.abs(largest.relative!))}`;
  return `${count} The largest in proportion is ${largest.metric} under ${largest.design}: ${change}.`;
}
