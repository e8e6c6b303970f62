/** Rows of `summary.csv`: one for each design and metric. */
import type { TableRow } from '../../../sim/metrics/columns.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';

export function summaryRows({ summary }: ExperimentResult): TableRow<'summary.csv'>[] {
  return summary.map(({ designId, isEstablished, ...figures }) => {
    return { design: designId, ...figures, differenceEstablished: isEstablished };
  });
}
