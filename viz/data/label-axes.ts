/**
 * The designs as a grid, where the scenario labels them: the first label makes the rows, the second the columns, a
 * third the panels. Values stand in the order in which the designs first have them.
 */
import type { DesignSummary } from '../../sim/metrics/experiment-result.ts';

export interface LabelAxis {
  /** In words. */
  readonly name: string;
  readonly values: readonly string[];
}

export interface LabelGrid {
  readonly rows: LabelAxis;
  readonly columns: LabelAxis;
  /** null with two labels: there is one panel. */
  readonly panels: LabelAxis | null;
  /** Index of the design [panel][row][column]; null where no design has these labels. */
  readonly designs: readonly (readonly (readonly (number | null)[])[])[];
}

/** null unless all designs have the same two or three labels, and no two have the same values. */
export function labelGrid(designs: readonly Pick<DesignSummary, 'labels'>[]): LabelGrid | null {
  const keys = Object.keys(designs[0]?.labels ?? {});
  if (keys.length < 2 || keys.length > 3) return null;
  const isAlike = designs.every(({ labels }) => {
    return Object.keys(labels).length === keys.length && keys.every((key) => Object.hasOwn(labels, key));
  });
  const places = new Set(designs.map(({ labels }) => JSON.stringify(keys.map((key) => labels[key]))));
  if (!isAlike || places.size < designs.length) return null;
  const axes = keys.map((key): LabelAxis => {
    return { name: key.replace(/[._-]+/g, ' '), values: [...new Set(designs.map(({ labels }) => labels[key]!))] };
  });
  const [rows, columns] = axes as [LabelAxis, LabelAxis];
  const panels = axes[2] ?? null;
  const find = (...values: readonly string[]): number | null => {
    const index = designs.findIndex(({ labels }) => values.every((value, at) => labels[keys[at]!] === value));
    return index < 0 ? null : index;
  };
  return {
    rows,
    columns,
    panels,
    designs: (panels?.values ?? [null]).map((panel) =>
      rows.values.map((row) =>
        columns.values.map((column) => (panel === null ? find(row, column) : find(row, column, panel))),
      ),
    ),
  };
}
