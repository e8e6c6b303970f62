/**
 * The designs side by side, for a terminal: metrics down, designs across, the difference from the baseline beside each.
 * Of a large labelled grid of designs, its matrix, and only some side by side.
 */
import type { ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import { detailedResult } from '../../viz/data/detailed-designs.ts';
import { labelGrid } from '../../viz/data/label-axes.ts';
import type { Colours } from '../io.ts';
import { compareDesigns } from '../summary/comparison.ts';
import { breakTables } from './break-tables.ts';
import { left, right, textTable } from './table.ts';

/** Wider than this a table wraps on an ordinary terminal: more designs go into further tables. */
const DESIGNS_ACROSS_MAX = 3;

export function comparisonTable(result: ExperimentResult, colours: Colours): string {
  const grid = labelGrid(result.designs);
  if (grid === null) return designTables(result, colours);
  const some = detailedResult(result);
  const leftOutCount = result.designs.length - some.designs.length;
  return [
    breakTables(result, grid, colours),
    designTables(some, colours),
    ...(leftOutCount === 0 ? [] : [`${leftOutCount} more designs are in the matrix and in the files`]),
  ].join('\n\n');
}

function designTables(result: ExperimentResult, colours: Colours): string {
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
