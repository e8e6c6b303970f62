/** Rows of `breaks.csv`: by design and window. */
import type { TableRow } from '../../../sim/metrics/columns.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';

export function breakRows({ breaks }: ExperimentResult): TableRow<'breaks.csv'>[] {
  return breaks.map(({ designId, causes, ...figures }) => ({ design: designId, ...figures, ...causes }));
}
