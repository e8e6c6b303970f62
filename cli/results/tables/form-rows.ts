/** Rows of `forms.csv`: by design, window, form and chain. */
import type { TableRow } from '../../../sim/metrics/columns.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';

export function formRows({ forms }: ExperimentResult): TableRow<'forms.csv'>[] {
  return forms.map(({ designId, outcomes, ...row }) => ({ design: designId, ...row, ...outcomes }));
}
