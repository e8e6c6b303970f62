/**
 * One thing that `spillway list` can list: a table of words with what they mean.
 */
import type { Installation } from '../installation/installation.ts';

export interface Listing {
  readonly columns: readonly string[];
  /** In a fixed order; cells by column. */
  readonly rows: (installation: Installation) => readonly (readonly Cell[])[];
}

export type Cell = string | number;
