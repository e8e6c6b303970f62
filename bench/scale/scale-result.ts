/** What a run of `npm run bench:scale` found, as `--json` prints it; tables and curves are made from the same. */
import type { Machine } from '../report/machine.ts';
import type { AxisResult } from './measure-axis.ts';

export interface ScaleResult {
  readonly machine: Machine;
  /** Fewer sizes and rounds: no promise is judged. */
  readonly isQuick: boolean;
  readonly axes: readonly AxisResult[];
}
