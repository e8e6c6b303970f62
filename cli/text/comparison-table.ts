/**
 * The designs side by side, for a terminal: metrics down, designs across, the difference from the baseline beside each.
 */
import type { ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import type { Colours } from '../io.ts';
import { compareDesigns } from '../summary/comparison.ts';
import { left, right, textTable } from './table.ts';

/** Wider than this a table wraps on an ordinary terminal: more designs go into further tables. */
const DESIGNS_ACROSS_MAX = 3;

export function comparisonTable(result: ExperimentResult, colours: Colours): string {
  const rows = compareDesigns(result);
  const tables: string[] = [];
  for (let first = 0; first < result.designs.length; first += DESIGNS_ACROSS_MAX) {
    const designs = result.designs.slice(first, first + DESIGNS_ACROSS_MAX);
    const columns = designs.flatMap((design) => {
      const value = right(design.isBaseline ? `${design.id} (baseline)` : design.id);
      return design.isBaseline || result.scenario.baseline === null ? [value] : [value, right('difference')];
    });
    const cells = rows.map(({ label, cells }) => [
      label,
      ...designs.flatMap((design, offset) => {
        const { value, difference } = cells[first + offset]!;
        return design.isBaseline || result.scenario.baseline === null ? [value] : [value, difference];
      }),
    ]);
    tables.push(textTable([left(''), ...columns], cells, colours));
  }
  return tables.join('\n\n');
}
